package dev.skald.proof;

import dev.skald.Compensate;
import dev.skald.From;
import dev.skald.Outcome;
import dev.skald.Parallel;
import dev.skald.Retry;
import dev.skald.Saga;
import dev.skald.Step;
import dev.skald.StepContext;
import dev.skald.Timeout;
import java.util.concurrent.CompletionStage;

/**
 * Asynchronous calls with little patience: attempts time out while the witness is still at them,
 * results come late, policies end, and the witness asks to be called again later.
 */
@Saga(name = "trip")
@Retry(maxAttempts = 4, delay = "10ms", maxDelay = "50ms")
@Timeout("250ms")
class Trip {

  private final Services services;

  Trip(Services services) {
    this.services = services;
  }

  @Step
  CompletionStage<Receipt> hold(Job job, StepContext step) throws Declined {
    return services.callAsync(step);
  }

  @Compensate("hold")
  CompletionStage<Void> release(Outcome<Receipt> hold, StepContext step) {
    return services.undoAsync(step, hold.key());
  }

  @Step
  @Parallel
  CompletionStage<Receipt> flight(@From("hold") Receipt hold, StepContext step) throws Declined {
    return services.callAsync(step, hold);
  }

  /** Takes the result: an unknown outcome must first be resolved by calling the step again. */
  @Compensate("flight")
  CompletionStage<Void> cancelFlight(@From("flight") Receipt flight, StepContext step) {
    return services.undoAsync(step, flight.key());
  }

  @Step
  @Parallel
  CompletionStage<Receipt> hotel(@From("hold") Receipt hold, StepContext step) throws Declined {
    return services.callAsync(step, hold);
  }

  @Compensate("hotel")
  CompletionStage<Void> cancelHotel(Outcome<Receipt> hotel, StepContext step) {
    return services.undoAsync(step, hotel.key());
  }

  /** The pivot, being the single last step without an undo. */
  @Step
  @Timeout("10s")
  @Retry(maxAttempts = Retry.UNLIMITED, delay = "10ms", maxDelay = "50ms")
  CompletionStage<Receipt> confirm(
      @From("flight") Receipt flight, @From("hotel") Receipt hotel, StepContext step)
      throws Declined {
    return services.callAsync(step, flight, hotel);
  }
}
