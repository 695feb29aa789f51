package dev.skald.benchmarks;

import java.util.Locale;

/**
 * What rows are compared in.
 *
 * @param course how the sagas go
 * @param callers how many callers there are
 * @param threads on which threads they wait
 */
record Cell(Course course, int callers, Callers threads) {

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%s, %d %s", lower(course), callers, lower(threads))
        + (callers == 1 ? " caller" : " callers");
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
