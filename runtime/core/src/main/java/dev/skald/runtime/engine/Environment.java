package dev.skald.runtime.engine;

import java.util.UUID;

/**
 * Everything the engine takes from the world besides its journal. Production and simulation differ
 * in this alone.
 */
interface Environment extends AutoCloseable {

  /** The time of day in milliseconds since the epoch; may jump. */
  long now();

  /** A uniformly random number from 0 (inclusive) to 1 (exclusive). */
  double random();

  /** A new time-ordered identity that no other process makes, too. */
  UUID newRunId();

  /**
   * Runs a task that may block, soon.
   *
   * @throws java.util.concurrent.RejectedExecutionException if it will not be run
   */
  void execute(Runnable task);

  /** Runs a short task that does not block, not earlier than after the delay; never if closed. */
  Timer schedule(long delayMillis, Runnable task);

  /** Interrupts what runs, and runs nothing more. */
  @Override
  void close();

  /** A task that waits for its time. */
  @FunctionalInterface
  interface Timer {
    /** Takes the task back; one that already runs goes on. */
    void cancel();
  }
}
