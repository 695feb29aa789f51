package dev.skald.runtime.plan;

import java.time.Duration;

/**
 * How attempts of a step or an undo are repeated: exponential backoff up to a cap, with full jitter
 * or without.
 *
 * @param maxAttempts how often the method is called at the most, 1 or more; {@link #UNLIMITED} for
 *     no limit
 * @param delay the delay before the second attempt, not negative
 * @param maxDelay the longest delay between two attempts
 * @param multiplier by what the delay grows, 1.0 or more
 * @param jitter whether each delay is a uniformly random part of the computed one
 */
public record RetryPolicy(
    int maxAttempts, Duration delay, Duration maxDelay, double multiplier, boolean jitter) {

  /** No limit of attempts. */
  public static final int UNLIMITED = Integer.MAX_VALUE;

  /** About a hundred years, so that no point of time overflows. */
  private static final long LONGEST_MILLIS = Duration.ofDays(36_500).toMillis();

  /** What a step up to the pivot has without {@code @Retry}: five attempts within some seconds. */
  public static final RetryPolicy STEP_DEFAULT =
      new RetryPolicy(5, Duration.ofMillis(200), Duration.ofSeconds(30), 2.0, true);

  /** What an undo, and a step after the pivot, has without {@code @Retry}: it never gives up. */
  public static final RetryPolicy ENDLESS_DEFAULT =
      new RetryPolicy(UNLIMITED, Duration.ofMillis(200), Duration.ofSeconds(30), 2.0, true);

  /** One attempt. */
  public static final RetryPolicy NEVER =
      new RetryPolicy(1, Duration.ZERO, Duration.ZERO, 1.0, false);

  /** Checks the values, which the processor has checked before. */
  public RetryPolicy {
    if (maxAttempts < 1 || delay.isNegative() || maxDelay.compareTo(delay) < 0 || multiplier < 1) {
      throw new IllegalArgumentException(
          "A retry policy needs maxAttempts >= 1, 0 <= delay <= maxDelay and multiplier >= 1");
    }
  }

  /**
   * Whether the policy allows one more attempt.
   *
   * @param attempts how many there have been
   * @return whether another may follow
   */
  public boolean allowsAfter(int attempts) {
    return maxAttempts == UNLIMITED || attempts < maxAttempts;
  }

  /**
   * The delay before the next attempt.
   *
   * @param attempts how many there have been, 1 or more
   * @param random a uniformly random number from 0 (inclusive) to 1 (exclusive), for the jitter
   * @return the delay in milliseconds, 0 or more
   */
  public long delayMillisAfter(int attempts, double random) {
    double full =
        Math.min(
            delay.toMillis() * Math.pow(multiplier, Math.max(0, attempts - 1)),
            maxDelay.toMillis());
    return Math.min(LONGEST_MILLIS, Math.round(jitter ? full * random : full));
  }
}
