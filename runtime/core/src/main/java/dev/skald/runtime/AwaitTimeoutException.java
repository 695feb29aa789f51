package dev.skald.runtime;

/** A run did not come to rest in the given time; the run itself goes on. */
public final class AwaitTimeoutException extends SkaldException {

  private static final long serialVersionUID = 1L;

  /**
   * Says what happened.
   *
   * @param message what, why, and the way out
   */
  public AwaitTimeoutException(String message) {
    super(message);
  }
}
