package dev.skald.runtime;

/** The waiting thread was interrupted; the run itself goes on. */
public final class AwaitInterruptedException extends SkaldException {

  private static final long serialVersionUID = 1L;

  /**
   * Says what happened.
   *
   * @param message what, why, and the way out
   */
  public AwaitInterruptedException(String message) {
    super(message);
  }

  /**
   * Says what happened.
   *
   * @param message what, why, and the way out
   * @param cause what led to it
   */
  public AwaitInterruptedException(String message, Throwable cause) {
    super(message, cause);
  }
}
