package dev.skald.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.skald.runtime.codec.CodecException;
import dev.skald.runtime.codec.PayloadCodec;
import java.lang.reflect.Type;

/** Every payload here is a text. One that is poisoned can be written, and never read. */
final class TextCodec implements PayloadCodec {

  static final String POISON = "poison";

  @Override
  public byte[] encode(Object value, Type type) {
    return ((String) value).getBytes(UTF_8);
  }

  @Override
  public Object decode(byte[] bytes, Type type) throws CodecException {
    String text = new String(bytes, UTF_8);
    if (text.startsWith(POISON)) {
      throw new CodecException("Poisoned: " + text);
    }
    return text;
  }
}
