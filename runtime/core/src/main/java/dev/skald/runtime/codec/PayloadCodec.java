package dev.skald.runtime.codec;

import java.lang.reflect.Type;

/**
 * Turns values into bytes and back. The type always comes from the plan: no class name is ever read
 * from bytes. Implementations are safe for use by any thread, and give the same bytes for equal
 * values, because an idempotent start compares them. Found by {@link java.util.ServiceLoader}
 * unless one is given to the engine.
 */
public interface PayloadCodec {

  /** How deep arrays and objects may nest, in both directions. */
  int MAX_NESTING = 200;

  /**
   * Encodes a value.
   *
   * @param value the value
   * @param type its type in the plan
   * @return the bytes
   * @throws CodecException if the value cannot be encoded, or nests deeper than {@link
   *     #MAX_NESTING}
   */
  byte[] encode(Object value, Type type) throws CodecException;

  /**
   * Decodes a value.
   *
   * @param bytes what {@link #encode} gave, or what somebody else wrote: never trusted
   * @param type its type in the plan
   * @return the value
   * @throws CodecException if the bytes are not a value of that type, or nest deeper than {@link
   *     #MAX_NESTING}
   */
  Object decode(byte[] bytes, Type type) throws CodecException;
}
