package dev.skald.runtime.engine;

import dev.skald.runtime.plan.RetryPolicy;
import dev.skald.runtime.plan.SagaPlan;
import dev.skald.runtime.support.SagaSpec;
import dev.skald.runtime.support.StepSpec;
import dev.skald.runtime.support.UndoSpec;
import java.time.Duration;

/**
 * A saga that may be given a time: one step that can be undone, one that waits long for a retry.
 */
final class Deadlines {

  private static final RetryPolicy SLOWLY =
      new RetryPolicy(
          RetryPolicy.UNLIMITED, Duration.ofMinutes(50), Duration.ofMinutes(50), 1, false);

  private Deadlines() {}

  static SagaPlan<Trip.Services> trip(Duration deadline) {
    return SagaSpec.<Trip.Services>of("late", 1, Solo.INPUT)
        .deadline(deadline)
        .step(
            StepSpec.<Trip.Services>of(
                    Solo.WORK, (s, call) -> s.call("work", call.input(Solo.INPUT), call))
                .undo(UndoSpec.of("undo", (s, call) -> s.call("undo", "", call))))
        .step(
            StepSpec.<Trip.Services>of(
                    Solo.CHECK,
                    (s, call) -> {
                      s.call("payment", "", call);
                      return null;
                    })
                .after(Solo.WORK)
                .readOnly()
                .retry(SLOWLY))
        .plan();
  }
}
