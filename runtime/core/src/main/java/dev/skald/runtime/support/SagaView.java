package dev.skald.runtime.support;

import dev.skald.runtime.RunState;
import dev.skald.runtime.RunView;
import dev.skald.runtime.StepView;
import dev.skald.runtime.plan.StepRef;
import java.util.List;

/**
 * The base of generated views: a run at one moment, with a typed method for each step. Immutable.
 */
public abstract class SagaView {

  private final RunView run;

  /**
   * Covers a run.
   *
   * @param run the run
   */
  protected SagaView(RunView run) {
    this.run = run;
  }

  /**
   * The run without the types of its steps.
   *
   * @return the run
   */
  public final RunView run() {
    return run;
  }

  /**
   * The run's state.
   *
   * @return the state
   */
  public final RunState state() {
    return run.state();
  }

  @Override
  public final String toString() {
    return run.toString();
  }

  /**
   * One step.
   *
   * @param <T> the step's type
   * @param step the step
   * @return its view
   * @throws IllegalStateException if the run cannot be read here, see {@link RunView#steps}, or is
   *     of a version that has no such step
   */
  // The engine decodes each result as the type in the plan, which the generated constant names.
  @SuppressWarnings("unchecked")
  protected final <T> StepView<T> step(StepRef<T> step) {
    return (StepView<T>) find(step);
  }

  /**
   * One step that runs for each item of a list.
   *
   * @param <T> the type of one item's result
   * @param step the step
   * @return its view; the result, once it is there, has that of each item in the order of the list
   * @throws IllegalStateException if the run cannot be read here, see {@link RunView#steps}, or is
   *     of a version that has no such step
   */
  // The engine puts the results of all items into one list.
  @SuppressWarnings("unchecked")
  protected final <T> StepView<List<T>> steps(StepRef<T> step) {
    return (StepView<List<T>>) find(step);
  }

  private StepView<?> find(StepRef<?> step) {
    return run.step(step.name()).orElseThrow(() -> new IllegalStateException(missing(step)));
  }

  private String missing(StepRef<?> step) {
    String of = run.saga() + " " + run.key();
    return run.steps().isEmpty()
        ? "The steps of "
            + of
            + " cannot be read here: "
            + run.cause().map(Object::toString).orElse("no cause is known")
        : of + " is a run of version " + run.version() + ", which has no step " + step.name();
  }
}
