package dev.skald.runtime;

/** The journal could not be read or written. What was asked for may or may not be durable. */
public class JournalException extends SkaldException {

  private static final long serialVersionUID = 1L;

  /**
   * Says what happened.
   *
   * @param message what, why, and the way out
   */
  public JournalException(String message) {
    super(message);
  }

  /**
   * Says what happened.
   *
   * @param message what, why, and the way out
   * @param cause what led to it
   */
  public JournalException(String message, Throwable cause) {
    super(message, cause);
  }
}
