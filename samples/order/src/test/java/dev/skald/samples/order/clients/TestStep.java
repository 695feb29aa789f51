package dev.skald.samples.order.clients;

import dev.skald.RetryLaterException;
import dev.skald.StepContext;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/** A step's context, as an engine would hand it out. */
record TestStep(String step, String idempotencyKey) implements StepContext {

  @Override
  public String saga() {
    return "place-order";
  }

  @Override
  public String key() {
    return "order-1";
  }

  @Override
  public OptionalInt item() {
    return OptionalInt.empty();
  }

  @Override
  public int attempt() {
    return 1;
  }

  @Override
  public long epoch() {
    return 1;
  }

  @Override
  public Optional<Instant> deadline() {
    return Optional.empty();
  }

  @Override
  public RetryLaterException retryLater(Duration delay) {
    return new RetryLaterException(delay);
  }
}
