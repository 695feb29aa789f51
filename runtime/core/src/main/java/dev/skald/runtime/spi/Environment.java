package dev.skald.runtime.spi;

import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * Everything an engine takes from the world besides its journal: time, chance, threads. Production
 * and simulation differ in this alone, so whoever implements it decides when anything happens. It
 * is meant for test kits and simulators; without one an engine lives in the real world.
 *
 * <p>An environment serves one engine, which closes it. Every method may be called by any thread
 * that the environment itself runs tasks on, and by the callers of the engine.
 */
public interface Environment extends AutoCloseable {

  /**
   * The time of day.
   *
   * @return milliseconds since the epoch; may jump
   */
  long now();

  /**
   * A uniformly random number.
   *
   * @return from 0 (inclusive) to 1 (exclusive)
   */
  double random();

  /**
   * An identity for a run.
   *
   * @return a new time-ordered UUID that no other process makes, too
   */
  UUID newRunId();

  /**
   * Runs a task that may block, soon.
   *
   * @param task a call of the user's code, as a rule
   * @throws java.util.concurrent.RejectedExecutionException if it will not be run
   */
  void execute(Runnable task);

  /**
   * Runs a short task that does not block, not earlier than after the delay; never if closed.
   *
   * @param delayMillis the delay in milliseconds; one that is not positive means soon
   * @param task the task
   * @return takes it back
   */
  Timer schedule(long delayMillis, Runnable task);

  /**
   * Does the same for a look through the journal for runs whose time has come, which ends with the
   * next call of this method. It finds nothing before the earliest {@linkplain
   * dev.skald.runtime.journal.RunHeader#wakeAt() wake-up} in the journal is near, so where time is
   * not real it may be put off until then; a world in which a month passes between two events would
   * have to look millions of times else.
   *
   * @param delayMillis the delay in milliseconds
   * @param look the task
   */
  default void scheduleLook(long delayMillis, Runnable look) {
    schedule(delayMillis, look);
  }

  /**
   * Makes the helper that does the journal's work: what it does may block, and must be done even
   * while everything that {@link #execute} has taken waits for it.
   *
   * @param name names it for people
   * @param work what to do when it is woken; it may find nothing to do
   * @return the helper, asleep
   */
  Helper helper(String name, Runnable work);

  /**
   * Waits for something that the engine brings about, whatever interrupts come meanwhile: they are
   * left for the caller to see.
   *
   * @param awaited becomes done by a task or a helper of this environment
   */
  void await(CompletableFuture<?> awaited);

  /**
   * Waits for something that the engine brings about, within a time.
   *
   * @param awaited becomes done by a task or a helper of this environment
   * @param nanos the longest wait in nanoseconds of this environment's time
   * @return whether it is done
   * @throws InterruptedException if the thread is interrupted meanwhile
   */
  boolean await(CompletableFuture<?> awaited, long nanos) throws InterruptedException;

  /** Interrupts the tasks that run, and runs nothing more. Helpers are closed by their owners. */
  @Override
  void close();

  /** A task that waits for its time. */
  @FunctionalInterface
  interface Timer {
    /** Takes the task back; one that already runs goes on. */
    void cancel();
  }

  /** Does one kind of work, whenever it is woken, never twice at a time. */
  interface Helper extends AutoCloseable {

    /** Says that there may be work: it is done once more, at least, after this call. */
    void wake();

    /**
     * Ends it; waits until work under way is done, whatever interrupts come meanwhile. Idempotent.
     */
    @Override
    void close();
  }
}
