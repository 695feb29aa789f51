package dev.skald.runtime;

/** A business key is empty, too long, or has a control character; nothing was written. */
public final class InvalidKeyException extends SkaldException {

  private static final long serialVersionUID = 1L;

  /**
   * Says what happened.
   *
   * @param message what, why, and the way out
   */
  public InvalidKeyException(String message) {
    super(message);
  }
}
