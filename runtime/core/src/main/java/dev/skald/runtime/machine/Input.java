package dev.skald.runtime.machine;

import dev.skald.runtime.Failure;
import org.jspecify.annotations.Nullable;

/** Something the machine is asked to decide on. */
public sealed interface Input {

  /**
   * When it came, in milliseconds since the epoch.
   *
   * @return the time, which never makes the machine go back
   */
  long at();

  /**
   * A run begins.
   *
   * @param at when
   * @param value the saga's input, opaque
   * @param deadlineAt when the run turns back, {@link Long#MAX_VALUE} for never
   * @param facts what the machine must know of the input
   */
  record Start(long at, @Nullable Object value, long deadlineAt, Facts facts) implements Input {}

  /**
   * A call ended. One that is no longer awaited is late.
   *
   * @param at when
   * @param call the call, as the machine asked for it
   * @param result how
   * @param random a uniformly random number from 0 (inclusive) to 1 (exclusive)
   */
  record Ended(long at, Call call, Result result, double random) implements Input {}

  /**
   * Time has passed, or the run has a new owner: whatever is due is done.
   *
   * @param at when
   */
  record Woke(long at) implements Input {}

  /**
   * A new owner takes the run up from its journal.
   *
   * @param at when
   */
  record Adopt(long at) implements Input {}

  /**
   * An external event is brought.
   *
   * @param at when
   * @param step the index of the step that waits for it
   * @param id tells events apart
   * @param value the event, opaque
   */
  record Signal(long at, int step, String id, @Nullable Object value) implements Input {}

  /**
   * Locks that others held have become free: whoever waits for some asks again.
   *
   * @param at when
   */
  record LocksFreed(long at) implements Input {}

  /**
   * The run that started this one turns back.
   *
   * @param at when
   * @param why what made it
   */
  record TurnBack(long at, Failure why) implements Input {}

  /**
   * A person decides.
   *
   * @param at when
   * @param verb what
   * @param step the index of the step concerned, or {@link Event#NO_STEP}
   * @param item the place of the item concerned, or {@link Event#NO_ITEM}
   * @param value the supplied result, opaque
   * @param facts what the machine must know of it
   * @param operator who
   * @param reason why
   */
  record Operate(
      long at,
      Verb verb,
      int step,
      int item,
      @Nullable Object value,
      Facts facts,
      String operator,
      String reason)
      implements Input {}

  /** What a person may decide. */
  enum Verb {
    /** Try again. */
    RETRY,
    /** The effect does not exist. */
    MARK_UNDONE,
    /** Go on without it. */
    SKIP,
    /** This is the result. */
    SUPPLY,
    /** Give the run up. */
    ABANDON,
    /** Turn back. */
    CANCEL
  }

  /** How a call ended. */
  sealed interface Result {

    /**
     * It returned; the locks are held; the child completed, or is undone.
     *
     * @param value the result, opaque
     * @param facts what the machine must know of it
     */
    record Success(@Nullable Object value, Facts facts) implements Result {}

    /** The locks are held by others; a place in their queues is durable. */
    record Queued() implements Result {}

    /**
     * A definite rejection: no effect.
     *
     * @param failure what the service said
     */
    record Rejection(Failure failure) implements Result {}

    /**
     * Anything else: the effect may or may not have happened.
     *
     * @param failure what happened
     * @param retryAfter the delay the service asked for in milliseconds, or {@link #BY_POLICY}
     */
    record Unclear(Failure failure, long retryAfter) implements Result {

      /** The policy's backoff decides. */
      public static final long BY_POLICY = -1;
    }

    /**
     * The call was not made.
     *
     * @param retryAfter when to try again, in milliseconds from now
     */
    record NotAttempted(long retryAfter) implements Result {}
  }
}
