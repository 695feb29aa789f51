package dev.skald.runtime.engine;

import dev.skald.RetryLaterException;
import dev.skald.StepContext;
import dev.skald.runtime.machine.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/**
 * What a call may know about itself.
 *
 * @param run the run's identity, which makes keys unique beyond the life of a business key
 * @param runKey the run's saga and business key
 * @param step the step's name
 * @param place the place of the item in its list, {@link Event#NO_ITEM} for a step that runs once
 * @param undo whether it is the undo that is called
 * @param attempt how often it has been called, this call included
 * @param epoch the fencing token of the run's owner
 * @param deadlineAt when the run turns back, {@link Long#MAX_VALUE} for never
 */
record Context(
    UUID run,
    RunKey runKey,
    String step,
    int place,
    boolean undo,
    int attempt,
    long epoch,
    long deadlineAt)
    implements StepContext {

  @Override
  public String saga() {
    return runKey.saga();
  }

  @Override
  public String key() {
    return runKey.key();
  }

  @Override
  public String idempotencyKey() {
    return undo ? keyOfStep() + ":undo" : keyOfStep();
  }

  @Override
  public OptionalInt item() {
    return place == Event.NO_ITEM ? OptionalInt.empty() : OptionalInt.of(place);
  }

  /** The idempotency key of the step itself, also where its undo is called. */
  String keyOfStep() {
    return place == Event.NO_ITEM ? run + ":" + step : run + ":" + step + "#" + place;
  }

  @Override
  public Optional<Instant> deadline() {
    return deadlineAt == Long.MAX_VALUE
        ? Optional.empty()
        : Optional.of(Instant.ofEpochMilli(deadlineAt));
  }

  @Override
  public RetryLaterException retryLater(Duration delay) {
    return new RetryLaterException(delay);
  }
}
