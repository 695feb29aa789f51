package dev.skald.testkit;

import dev.skald.runtime.codec.CodecException;
import dev.skald.runtime.codec.PayloadCodec;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The codec that is in use, and what became of each value that went through it. */
final class CheckedCodec implements PayloadCodec {

  private @Nullable PayloadCodec behind;

  /** What was lost, by type; empty for types of which every value came back as it was. */
  private final Map<String, Optional<String>> seen = new TreeMap<>();

  synchronized void use(PayloadCodec codec) {
    behind = codec;
  }

  /**
   * This one, when it is known which codec is in use.
   *
   * @throws IllegalStateException if none was chosen and none is on the class path
   */
  CheckedCodec ready() {
    behind();
    return this;
  }

  private synchronized PayloadCodec behind() {
    if (behind == null) {
      behind = find();
    }
    return behind;
  }

  /** The one that engines find, too. */
  private static PayloadCodec find() {
    return ServiceLoader.load(PayloadCodec.class, CheckedCodec.class.getClassLoader())
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "There is no codec for inputs and results: add dev.skald:skald-jackson to the"
                        + " class path of the tests"));
  }

  @Override
  public byte[] encode(Object value, Type type) throws CodecException {
    byte[] bytes = behind().encode(value, type);
    check(value, bytes, type);
    return bytes;
  }

  @Override
  public Object decode(byte[] bytes, Type type) throws CodecException {
    return behind().decode(bytes, type);
  }

  private synchronized void check(Object value, byte[] bytes, Type type) {
    Optional<String> lost;
    try {
      lost = Difference.between(value, behind().decode(bytes, type));
    } catch (CodecException | RuntimeException e) {
      lost = Optional.of("cannot be read back: " + e.getMessage());
    }
    String name = name(type, value.getClass());
    Optional<String> difference = lost;
    seen.merge(name, difference, (before, now) -> before.isPresent() ? before : now);
  }

  private static String name(Type declared, Class<?> actual) {
    boolean variant = declared instanceof Class<?> type && type != actual && !type.isPrimitive();
    return declared.getTypeName() + (variant ? " as " + actual.getTypeName() : "");
  }

  /** Each type that was journaled, and what was lost of its values. */
  synchronized Map<String, Optional<String>> seen() {
    return new TreeMap<>(seen);
  }
}
