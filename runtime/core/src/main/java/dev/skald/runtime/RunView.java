package dev.skald.runtime;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A run at one moment, as far as it is durable. Immutable.
 *
 * @param saga the saga's name
 * @param key the run's business key
 * @param version the version of the plan it started with
 * @param state its state
 * @param startedAt when it was started
 * @param steps its steps in the order of the plan; empty if the run cannot be read here (its plan
 *     is missing or its journal is quarantined)
 * @param problem why it turned back, is stuck, parked, quarantined or abandoned; {@code null} if
 *     nothing of the kind happened
 */
public record RunView(
    String saga,
    String key,
    int version,
    RunState state,
    Instant startedAt,
    List<StepView<?>> steps,
    @Nullable Failure problem) {

  /** Copies the list. */
  public RunView {
    steps = List.copyOf(steps);
  }

  /**
   * Why it turned back, is stuck, parked, quarantined or abandoned.
   *
   * @return the failure, or empty if nothing of the kind happened
   */
  public Optional<Failure> cause() {
    return Optional.ofNullable(problem);
  }

  /**
   * One step.
   *
   * @param name its name
   * @return the step, or empty if the plan has none of that name or the run cannot be read
   */
  public Optional<StepView<?>> step(String name) {
    return steps.stream().filter(step -> step.name().equals(name)).findFirst();
  }
}
