package dev.skald.runtime;

/** The root of every exception that the runtime throws at its callers on purpose. */
public abstract class SkaldException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Says what happened.
   *
   * @param message what, why, and the way out
   */
  protected SkaldException(String message) {
    super(message);
  }

  /**
   * Says what happened.
   *
   * @param message what, why, and the way out
   * @param cause what led to it
   */
  protected SkaldException(String message, Throwable cause) {
    super(message, cause);
  }
}
