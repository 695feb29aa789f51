package dev.skald.runtime.engine;

import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Waiting for a moment without giving the processor away: where the other thread needs less than it
 * takes to be put to sleep and woken, both are several times as fast. It learns whether that is so:
 * where it hardly ever pays it is hardly ever tried, and never where there is one processor. Safe
 * for use by any thread; what it has learned may be a little wrong.
 */
final class Spinning {

  private static final long LONGEST_NANOS = TimeUnit.MICROSECONDS.toNanos(25);
  private static final boolean POSSIBLE = Runtime.getRuntime().availableProcessors() > 1;
  private static final int MOST_CONFIDENCE = 8;

  /** Without confidence, one try in so many. */
  private static final int SELDOM = 64;

  private int confidence = MOST_CONFIDENCE;
  private int chances;

  /** Asks again and again, at least once; {@code null} if nothing came in time. */
  <T> @Nullable T until(Supplier<@Nullable T> ask) {
    T answer = ask.get();
    if (answer != null || !isWorthIt()) {
      return answer;
    }
    long begin = System.nanoTime();
    while (answer == null && System.nanoTime() - begin < LONGEST_NANOS) {
      Thread.onSpinWait();
      answer = ask.get();
    }
    confidence = Math.max(0, Math.min(MOST_CONFIDENCE, confidence + (answer == null ? -1 : 2)));
    return answer;
  }

  private boolean isWorthIt() {
    return POSSIBLE && (confidence > 0 || chances++ % SELDOM == 0);
  }
}
