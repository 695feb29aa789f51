package dev.skald.runtime.plan;

/**
 * How a step runs through a list.
 *
 * @param items where the list comes from
 * @param concurrency how many items may be under way at a time, 1 or more
 */
public record EachPlan(ItemsRef<?> items, int concurrency) {

  /** Checks the number. */
  public EachPlan {
    if (concurrency < 1) {
      throw new IllegalArgumentException("At least one item must be under way at a time");
    }
  }
}
