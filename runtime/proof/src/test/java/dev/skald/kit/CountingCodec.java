package dev.skald.kit;

import dev.skald.runtime.codec.CodecException;
import dev.skald.runtime.codec.PayloadCodec;
import dev.skald.runtime.jackson.JacksonCodec;
import java.lang.reflect.Type;

/** A codec that an application configures itself; not the one on the class path. */
final class CountingCodec implements PayloadCodec {

  private final PayloadCodec behind = new JacksonCodec();
  private int encoded;
  private int decoded;

  @Override
  public byte[] encode(Object value, Type type) throws CodecException {
    encoded++;
    return behind.encode(value, type);
  }

  @Override
  public Object decode(byte[] bytes, Type type) throws CodecException {
    decoded++;
    return behind.decode(bytes, type);
  }

  int encoded() {
    return encoded;
  }

  int decoded() {
    return decoded;
  }
}
