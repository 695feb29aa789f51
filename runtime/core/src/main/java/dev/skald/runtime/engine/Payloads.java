package dev.skald.runtime.engine;

import dev.skald.runtime.PayloadException;
import dev.skald.runtime.codec.CodecException;
import dev.skald.runtime.codec.PayloadCodec;
import java.lang.reflect.Type;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Encodes and decodes within the limits. Whatever a codec does, callers see one exception. */
final class Payloads {

  private static final Logger LOG = LoggerFactory.getLogger(Payloads.class);
  private static final int MAX_BYTES = 1 << 20;
  private static final int WARN_BYTES = 1 << 18;

  private final PayloadCodec codec;

  /** What has been written and read back. */
  private final Set<Kind> readable = ConcurrentHashMap.newKeySet();

  Payloads(PayloadCodec codec) {
    this.codec = codec;
  }

  /**
   * Encodes a value.
   *
   * @param what names the value in messages, such as "the input of place-order"
   */
  Payload encode(String what, @Nullable Object value, Type type) {
    if (type == void.class) {
      return Payload.NOTHING;
    }
    if (value == null) {
      throw new PayloadException(
          "Null cannot be journaled as "
              + what
              + "; use an Optional, or a method that returns void");
    }
    byte[] bytes = encodeNow(what, value, type);
    if (bytes.length > MAX_BYTES) {
      throw new PayloadException(
          "A payload has at most 1 MiB; "
              + what
              + " has "
              + bytes.length
              + " bytes. Store it elsewhere and pass a reference");
    }
    if (bytes.length > WARN_BYTES) {
      LOG.warn("Payloads above 256 KiB slow a journal down; {} has {} bytes", what, bytes.length);
    }
    requireReadable(what, bytes, new Kind(type, value.getClass()));
    return new Payload(value, bytes);
  }

  /**
   * Many a class can be written and not be read. That must not be found out after a crash, so the
   * first value of each type, and of each variant of it, is read back.
   */
  private void requireReadable(String what, byte[] bytes, Kind kind) {
    if (!readable.contains(kind)) {
      try {
        decode(what, bytes, kind.declared);
      } catch (PayloadException e) {
        throw new PayloadException(
            "What is written of " + what + " could not be read again: " + e.getMessage(), e);
      }
      readable.add(kind);
    }
  }

  private byte[] encodeNow(String what, Object value, Type type) {
    try {
      return codec.encode(value, type);
    } catch (CodecException | RuntimeException | StackOverflowError | LinkageError e) {
      throw new PayloadException("Cannot encode " + what + ": " + e.getMessage(), e);
    }
  }

  @Nullable Object decode(String what, byte @Nullable [] bytes, Type type) {
    if (type == void.class) {
      return null;
    }
    if (bytes == null) {
      throw new PayloadException("There is no payload for " + what);
    }
    try {
      return codec.decode(bytes, type);
    } catch (CodecException | RuntimeException | StackOverflowError | LinkageError e) {
      throw new PayloadException("Cannot decode " + what + ": " + e.getMessage(), e);
    }
  }

  private record Kind(Type declared, Class<?> actual) {}
}
