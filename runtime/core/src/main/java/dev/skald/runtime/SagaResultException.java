package dev.skald.runtime;

/** A run completed, but its result cannot be made: the method annotated with Returns threw. */
public final class SagaResultException extends SkaldException {

  private static final long serialVersionUID = 1L;

  /**
   * Says what happened.
   *
   * @param message what, why, and the way out
   */
  public SagaResultException(String message) {
    super(message);
  }

  /**
   * Says what happened.
   *
   * @param message what, why, and the way out
   * @param cause what led to it
   */
  public SagaResultException(String message, Throwable cause) {
    super(message, cause);
  }
}
