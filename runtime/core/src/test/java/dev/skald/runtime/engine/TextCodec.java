package dev.skald.runtime.engine;

import dev.skald.runtime.codec.CodecException;
import dev.skald.runtime.codec.PayloadCodec;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;

/** Strings as UTF-8: all that the engine's tests journal. */
final class TextCodec implements PayloadCodec {

  @Override
  public byte[] encode(Object value, Type type) throws CodecException {
    if (!(value instanceof String text) || text.startsWith("unencodable")) {
      throw new CodecException("not a text that can be encoded");
    }
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public Object decode(byte[] bytes, Type type) throws CodecException {
    String text = new String(bytes, StandardCharsets.UTF_8);
    if (text.startsWith("undecodable")) {
      throw new CodecException("not a text that can be decoded");
    }
    return text;
  }
}
