package dev.skald.runtime;

/**
 * A value cannot be journaled or read: not encodable, too large, nested too deep. Nothing was
 * written.
 */
public final class PayloadException extends SkaldException {

  private static final long serialVersionUID = 1L;

  /**
   * Says what happened.
   *
   * @param message what, why, and the way out
   */
  public PayloadException(String message) {
    super(message);
  }

  /**
   * Says what happened.
   *
   * @param message what, why, and the way out
   * @param cause what led to it
   */
  public PayloadException(String message, Throwable cause) {
    super(message, cause);
  }
}
