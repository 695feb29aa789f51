package dev.skald.receiver;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a call is answered with, the first time and each time it is repeated. Bytes to the library;
 * what they mean is the service's. At most {@value #MAX_BYTES} bytes. Immutable and safe for use by
 * any thread.
 */
public final class Answer {

  /** The longest answer, in bytes. */
  public static final int MAX_BYTES = 1_048_576;

  private static final Answer EMPTY = new Answer(false, new byte[0]);

  private final boolean rejected;
  private final byte[] bytes;

  private Answer(boolean rejected, byte[] bytes) {
    this.rejected = rejected;
    this.bytes = bytes;
  }

  /**
   * The answer of a call that took effect and has nothing to say.
   *
   * @return the answer
   */
  public static Answer empty() {
    return EMPTY;
  }

  /**
   * The answer of a call that took effect.
   *
   * @param text the answer, kept in UTF-8
   * @return the answer
   * @throws ReceiverException for {@link ReceiverException.Reason#INVALID_ANSWER}, if it is too
   *     long or has half a surrogate pair
   */
  public static Answer of(String text) {
    return new Answer(false, encoded(text));
  }

  /**
   * The answer of a call that took effect.
   *
   * @param bytes the answer, which is copied
   * @return the answer
   * @throws ReceiverException for {@link ReceiverException.Reason#INVALID_ANSWER}, if it is too
   *     long
   */
  public static Answer of(byte[] bytes) {
    return new Answer(false, checked(bytes.clone()));
  }

  /**
   * The answer of a call that the service refuses for reasons of its trade, such as a card without
   * cover. It is kept like any other: a repeated call gets the same refusal, even if it would be
   * granted by then. Whoever answers so must have written nothing.
   *
   * @param text why, kept in UTF-8
   * @return the answer
   * @throws ReceiverException for {@link ReceiverException.Reason#INVALID_ANSWER}, if it is too
   *     long or has half a surrogate pair
   */
  public static Answer rejected(String text) {
    return new Answer(true, encoded(text));
  }

  /**
   * As {@link #rejected(String)}, in bytes.
   *
   * @param bytes why, which is copied
   * @return the answer
   * @throws ReceiverException for {@link ReceiverException.Reason#INVALID_ANSWER}, if it is too
   *     long
   */
  public static Answer rejected(byte[] bytes) {
    return new Answer(true, checked(bytes.clone()));
  }

  /** An answer as it was recorded. */
  static Answer recorded(boolean rejected, byte @Nullable [] bytes) {
    return new Answer(rejected, bytes == null ? new byte[0] : bytes);
  }

  /**
   * Whether the service refused.
   *
   * @return true for a refusal, false if the call took effect
   */
  public boolean isRejected() {
    return rejected;
  }

  /**
   * The answer as text.
   *
   * @return the text; what is not UTF-8 is replaced
   */
  public String text() {
    return new String(bytes, UTF_8);
  }

  /**
   * The answer as bytes.
   *
   * @return a copy
   */
  public byte[] bytes() {
    return bytes.clone();
  }

  private static byte[] encoded(String text) {
    try {
      ByteBuffer buffer = UTF_8.newEncoder().encode(CharBuffer.wrap(text));
      byte[] bytes = new byte[buffer.remaining()];
      buffer.get(bytes);
      return checked(bytes);
    } catch (CharacterCodingException e) {
      throw ReceiverException.answerIsNoText(e);
    }
  }

  private static byte[] checked(byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      throw ReceiverException.answerTooLong(bytes.length);
    }
    return bytes;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Answer answer
        && rejected == answer.rejected
        && Arrays.equals(bytes, answer.bytes);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(bytes) + Boolean.hashCode(rejected);
  }

  /** Says nothing of the content, which may be nobody's business. */
  @Override
  public String toString() {
    return (rejected ? "rejected, " : "answered, ") + bytes.length + " bytes";
  }
}
