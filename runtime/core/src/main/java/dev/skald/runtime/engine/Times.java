package dev.skald.runtime.engine;

import java.time.Duration;

/** Durations that people wrote, as numbers that can be added to a point of time. */
final class Times {

  private static final Duration LONGEST = Duration.ofDays(100 * 365);

  private Times() {}

  /** At most about a hundred years, so that no sum overflows. */
  static long millis(Duration time) {
    return cut(time).toMillis();
  }

  /** At most about a hundred years, so that no sum overflows. */
  static long nanos(Duration time) {
    return cut(time).toNanos();
  }

  private static Duration cut(Duration time) {
    if (time.isNegative()) {
      return Duration.ZERO;
    }
    return time.compareTo(LONGEST) > 0 ? LONGEST : time;
  }
}
