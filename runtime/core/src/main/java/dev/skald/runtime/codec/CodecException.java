package dev.skald.runtime.codec;

/** A value cannot be encoded, or bytes cannot be decoded. */
public final class CodecException extends Exception {

  private static final long serialVersionUID = 1L;

  /**
   * Says what happened.
   *
   * @param message what could not be encoded or decoded, and why; without the payload itself
   * @param cause what led to it
   */
  public CodecException(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * Says what happened.
   *
   * @param message what could not be encoded or decoded, and why; without the payload itself
   */
  public CodecException(String message) {
    super(message);
  }
}
