package dev.skald.runtime.support;

import dev.skald.runtime.RunState;
import dev.skald.runtime.RunView;
import dev.skald.runtime.StepView;
import dev.skald.runtime.plan.StepRef;

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
   * @throws IllegalStateException if the run cannot be read here, see {@link RunView#steps}
   */
  // The engine decodes each result as the type in the plan, which the generated constant names.
  @SuppressWarnings("unchecked")
  protected final <T> StepView<T> step(StepRef<T> step) {
    return (StepView<T>)
        run.step(step.name())
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "The steps of "
                            + run.saga()
                            + " "
                            + run.key()
                            + " cannot be read here: "
                            + run.cause().map(Object::toString).orElse("no cause is known")));
  }
}
