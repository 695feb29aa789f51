package dev.skald.samples.order.clients;

/**
 * A call went wrong in a way that says nothing about its effect: no connection, no answer, an
 * answer that is none. Not declared by any step, so the saga takes its outcome as unknown.
 */
public final class UnknownOutcomeException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Says what happened.
   *
   * @param message what happened
   */
  public UnknownOutcomeException(String message) {
    super(message);
  }

  /**
   * Says what happened.
   *
   * @param message what happened
   * @param cause what led to it
   */
  public UnknownOutcomeException(String message, Throwable cause) {
    super(message, cause);
  }
}
