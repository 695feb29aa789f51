package dev.skald.benchmarks;

import org.HdrHistogram.Histogram;

/**
 * What was done in one window.
 *
 * @param sagas how many came to their end
 * @param used what the process and the machine used
 * @param latencies of single sagas, in nanoseconds
 */
record Window(long sagas, Meters.Reading used, Histogram latencies) {

  private static final long LONGEST_NANOS = 120_000_000_000L;

  /** Two digits are more than a shared machine repeats. */
  static Histogram histogram() {
    return new Histogram(LONGEST_NANOS, 2);
  }

  double perSecond() {
    return sagas / used.seconds();
  }

  /** A latency in microseconds. */
  double micros(double percentile) {
    return latencies.getValueAtPercentile(percentile) / 1e3;
  }
}
