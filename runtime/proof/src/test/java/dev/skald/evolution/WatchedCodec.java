package dev.skald.evolution;

import dev.skald.runtime.codec.CodecException;
import dev.skald.runtime.codec.PayloadCodec;
import dev.skald.runtime.jackson.JacksonCodec;
import java.lang.reflect.Type;

/** Writes down what cannot be encoded or decoded. */
final class WatchedCodec implements PayloadCodec {

  /** One for all engines: it remembers how each type is written. */
  private static final PayloadCodec CODEC = new JacksonCodec();

  private final Tape tape;

  WatchedCodec(Tape tape) {
    this.tape = tape;
  }

  @Override
  public byte[] encode(Object value, Type type) throws CodecException {
    try {
      return CODEC.encode(value, type);
    } catch (CodecException | RuntimeException e) {
      tape.add(new Entry.Threw("the codec", e));
      throw e;
    }
  }

  @Override
  public Object decode(byte[] bytes, Type type) throws CodecException {
    try {
      return CODEC.decode(bytes, type);
    } catch (CodecException | RuntimeException e) {
      tape.add(new Entry.Threw("the codec", e));
      throw e;
    }
  }
}
