package dev.skald.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.skald.runtime.codec.CodecException;
import dev.skald.runtime.codec.PayloadCodec;
import java.lang.reflect.Type;

/** The two payloads as text: JVMs are started by the dozen here, and a JSON library costs each. */
final class ProofCodec implements PayloadCodec {

  @Override
  public byte[] encode(Object value, Type type) throws CodecException {
    if (value instanceof Job job && type == Job.class) {
      return job.name().getBytes(UTF_8);
    }
    if (value instanceof Receipt receipt && type == Receipt.class) {
      return (receipt.number() + " " + receipt.key()).getBytes(UTF_8);
    }
    throw new CodecException("Not a payload of the proof: " + type);
  }

  @Override
  public Object decode(byte[] bytes, Type type) throws CodecException {
    String text = new String(bytes, UTF_8);
    if (type == Job.class) {
      return new Job(text);
    }
    int space = text.indexOf(' ');
    if (type != Receipt.class || space < 1) {
      throw new CodecException("Not a payload of the proof: " + text);
    }
    return new Receipt(text.substring(space + 1), Long.parseLong(text.substring(0, space)));
  }
}
