package dev.skald.samples.order.worker;

import dev.skald.runtime.RunState;
import dev.skald.runtime.RunView;
import dev.skald.samples.order.shop.OrderPlaced;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A run, as its journal tells it.
 *
 * @param key its business key
 * @param state its state
 * @param startedAt when it was started
 * @param steps its steps in the order of the plan
 * @param problem why it turned back or is stuck, empty for none
 * @param result its result, if it has one
 */
public record RunReport(
    String key,
    RunState state,
    Instant startedAt,
    List<StepReport> steps,
    String problem,
    Optional<OrderPlaced> result) {

  /** Copies the list. */
  public RunReport {
    steps = List.copyOf(steps);
  }

  static RunReport of(RunView run, Optional<OrderPlaced> result) {
    List<StepReport> steps =
        run.steps().stream()
            .map(s -> new StepReport(s.name(), s.state(), text(s.failure())))
            .toList();
    return new RunReport(run.key(), run.state(), run.startedAt(), steps, text(run.cause()), result);
  }

  private static String text(Optional<?> failure) {
    return failure.map(Object::toString).orElse("");
  }
}
