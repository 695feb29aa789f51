package dev.skald;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a step or an undo may know about the call it is in. Valid during that call and, for
 * asynchronous steps, until the returned stage is done. Immutable and safe for use by any thread.
 */
public interface StepContext {

  /**
   * The saga's durable name.
   *
   * @return the name, such as {@code "place-order"}
   */
  String saga();

  /**
   * The run's business key.
   *
   * @return the key that was given to {@code start}
   */
  String key();

  /**
   * The step that runs, or whose undo runs.
   *
   * @return the name of the step's method
   */
  String step();

  /**
   * Which item of its list is concerned, where the step runs once for {@linkplain Each each}.
   *
   * @return the item's place in the list, from 0; empty for a step that runs once
   */
  OptionalInt item();

  /**
   * Counts the attempts of this step or undo.
   *
   * @return 1 for the first. After a crash counting starts again from the last journaled number, so
   *     it says how often at the least
   */
  int attempt();

  /**
   * The key that makes repeated calls one call. It is the same for all attempts of a step, also
   * after a crash and on another node; the undo of the step has its own, and so has each item of a
   * step that runs for {@linkplain Each each}; no two runs share one.
   *
   * @return printable ASCII, at most 200 characters
   */
  String idempotencyKey();

  /**
   * A fencing token: it grows whenever the run gets another owner. A service that remembers the
   * highest epoch it has seen for a run can refuse a call from an owner that was paused and passed
   * over.
   *
   * @return the epoch, 1 or more
   */
  long epoch();

  /**
   * When the run turns back if it has not passed its pivot.
   *
   * @return the deadline, or empty if the saga has none
   */
  Optional<Instant> deadline();

  /**
   * Makes the exception that asks for the next attempt after the given time instead of the policy's
   * backoff, for services that say when to come back ({@code Retry-After}). The attempt counts, and
   * its outcome is unknown as with any other failure.
   *
   * <pre>{@code throw step.retryLater(response.retryAfter());}</pre>
   *
   * @param delay the time to wait, not negative; it replaces the computed delay, and may exceed the
   *     policy's longest
   * @return the exception to throw, never {@code null}
   */
  RetryLaterException retryLater(Duration delay);
}
