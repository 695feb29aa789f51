package dev.skald;

import java.time.Duration;

/** Thrown by a step or an undo to say when it should be tried again. */
public final class RetryLaterException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** The time to wait. */
  private final Duration delay;

  /**
   * Use {@link StepContext#retryLater} in a step; this constructor is for tests and adapters.
   *
   * @param delay the time to wait, not negative
   * @throws IllegalArgumentException if the delay is negative
   */
  public RetryLaterException(Duration delay) {
    super("asked to be tried again in " + delay, null, false, false);
    if (delay.isNegative()) {
      throw new IllegalArgumentException(
          "retryLater takes a delay that is not negative, got " + delay);
    }
    this.delay = delay;
  }

  /**
   * The time to wait before the next attempt.
   *
   * @return the delay, not negative
   */
  public Duration delay() {
    return delay;
  }
}
