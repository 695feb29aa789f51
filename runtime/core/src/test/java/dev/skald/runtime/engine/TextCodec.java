package dev.skald.runtime.engine;

import dev.skald.runtime.codec.CodecException;
import dev.skald.runtime.codec.PayloadCodec;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;

/** Strings as UTF-8: all that the engine's tests journal. Some texts make it fail. */
final class TextCodec implements PayloadCodec {

  static final String MISSING_CLASS = "missing class";

  @Override
  public byte[] encode(Object value, Type type) throws CodecException {
    if (!(value instanceof String text) || text.startsWith("unencodable")) {
      throw new CodecException("not a text that can be encoded");
    }
    if (text.startsWith(MISSING_CLASS)) {
      throw new NoClassDefFoundError("shop/Gone");
    }
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public Object decode(byte[] bytes, Type type) throws CodecException {
    String text = new String(bytes, StandardCharsets.UTF_8);
    if (text.startsWith("undecodable")) {
      throw new CodecException("not a text that can be decoded");
    }
    if (text.startsWith(MISSING_CLASS)) {
      throw new NoClassDefFoundError("shop/Gone");
    }
    return text;
  }
}
