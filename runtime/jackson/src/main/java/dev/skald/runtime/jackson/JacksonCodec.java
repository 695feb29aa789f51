package dev.skald.runtime.jackson;

import dev.skald.runtime.codec.CodecException;
import dev.skald.runtime.codec.PayloadCodec;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Payloads as JSON, by Jackson 3. Safe for use by any thread.
 *
 * <p><b>Types.</b> They come from the plan. A sealed interface or class, wherever it stands, is
 * written with the simple name of its permitted type in the property {@code "@type"}, and read by
 * that closed list only; a sealed type may instead carry its own {@code @JsonTypeInfo}, unless that
 * names classes, which is refused everywhere.
 *
 * <p><b>Equal values, equal bytes.</b> The components of a record stand in the order of their
 * declaration, properties of other classes in alphabetical order; entries of maps are ordered by
 * key, and elements of sets by their JSON. A map whose keys cannot be compared is refused.
 *
 * <p><b>Evolution.</b> Unknown properties are ignored; a missing one is {@code null}, or an empty
 * {@code Optional}; a missing primitive is an error rather than a silent zero. Enums are written by
 * their names, dates in ISO-8601 with their zone. Neither are strings taken for numbers nor
 * fractions for integers.
 *
 * <p>On the module path, a package of payload types must be open to {@code tools.jackson.databind}.
 */
public final class JacksonCodec implements PayloadCodec {

  private final JsonMapper mapper;
  private final Pens pens = new Pens();

  /** One entry for each type in a plan. */
  private final Map<Type, Coder> coders = new ConcurrentHashMap<>();

  /** Makes a codec with a mapper of its own; also called by {@link java.util.ServiceLoader}. */
  public JacksonCodec() {
    this.mapper = Mappers.own();
  }

  /**
   * Makes a codec with the user's modules, mix-ins and features. What the codec promises about
   * types, order and limits is set on a copy: default typing is off, and the mapper's own stream
   * factory is not used.
   *
   * @param mapper the user's mapper, which stays as it is
   */
  public JacksonCodec(JsonMapper mapper) {
    this.mapper = Mappers.safe(mapper);
  }

  @Override
  public byte[] encode(Object value, Type type) throws CodecException {
    if (value == null) { // callers are not all compiled with null checks
      throw new CodecException("Nothing can be encoded in place of a " + type.getTypeName());
    }
    try {
      return pens.write(coder(type).writer, value);
    } catch (RuntimeException | StackOverflowError | LinkageError e) {
      throw Problems.of("A value of " + type.getTypeName() + " cannot be encoded", e);
    }
  }

  @Override
  public Object decode(byte[] bytes, Type type) throws CodecException {
    Object value;
    try (JsonParser json = Mappers.FACTORY.createParser(ObjectReadContext.empty(), bytes)) {
      value = coder(type).reader.readValue(json);
    } catch (RuntimeException | StackOverflowError | LinkageError e) {
      throw Problems.of("These bytes are no " + type.getTypeName(), e);
    }
    if (value == null) {
      throw new CodecException("These bytes are no " + type.getTypeName() + ": they say null");
    }
    return value;
  }

  private Coder coder(Type type) {
    Coder known = coders.get(type);
    return known != null ? known : coders.computeIfAbsent(type, this::newCoder);
  }

  private Coder newCoder(Type type) {
    JavaType java = mapper.constructType(type);
    return new Coder(mapper.writerFor(java), mapper.readerFor(java));
  }

  private record Coder(ObjectWriter writer, ObjectReader reader) {}
}
