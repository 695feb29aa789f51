package dev.skald.runtime.engine;

import org.jspecify.annotations.Nullable;

/**
 * The input and the results of a run. Written by the run's own thread of control, each once, before
 * anything that reads it is handed to another thread.
 */
final class Values {

  private final @Nullable Object input;
  private final @Nullable Object[] results;

  Values(@Nullable Object input, int steps) {
    this.input = input;
    this.results = new @Nullable Object[steps];
  }

  @Nullable Object input() {
    return input;
  }

  @Nullable Object result(int step) {
    return results[step];
  }

  void put(int step, @Nullable Object value) {
    results[step] = value;
  }
}
