package dev.skald.testkit;

import dev.skald.runtime.RunState;
import dev.skald.runtime.RunView;
import dev.skald.runtime.StepState;
import dev.skald.runtime.StepView;
import dev.skald.runtime.plan.StepRef;
import java.util.List;
import java.util.function.Supplier;

/**
 * Says what must be true of a run. What is not is an {@link AssertionError} with the run drawn as a
 * tree: states, calls, results, in which sensitive components are dots. Made by {@link
 * TestSkald#assertThat}; each method looks at the run as it is when it is called. Used by one
 * thread.
 */
public final class RunAssert {

  private final Supplier<RunView> run;
  private final Supplier<List<Calls.Entry>> calls;

  RunAssert(Supplier<RunView> run, Supplier<List<Calls.Entry>> calls) {
    this.run = run;
    this.calls = calls;
  }

  /**
   * Every step succeeded.
   *
   * @return this
   */
  public RunAssert isCompleted() {
    return isIn(RunState.COMPLETED);
  }

  /**
   * The run turned back, and every required undo is confirmed.
   *
   * @return this
   */
  public RunAssert isCompensated() {
    return isIn(RunState.COMPENSATED);
  }

  /**
   * The run is stuck at a step: a person must decide.
   *
   * @param step the step whose effect or undo is open
   * @return this
   */
  public RunAssert isStuckAt(StepRef<?> step) {
    isIn(RunState.STUCK);
    boolean named = run.get().cause().map(cause -> step.name().equals(cause.step())).orElse(false);
    return require(named, "to be stuck at " + step.name());
  }

  /**
   * The run is in a state.
   *
   * @param state the state
   * @return this
   */
  public RunAssert isIn(RunState state) {
    return require(run.get().state() == state, "to be " + state);
  }

  /**
   * Why it turned back, is stuck or was given up.
   *
   * @param text stands in the cause's text, which starts with the step's name
   * @return this
   */
  public RunAssert because(String text) {
    boolean found = run.get().cause().map(c -> c.toString().contains(text)).orElse(false);
    return require(found, "to have a cause with “" + text + "”");
  }

  /**
   * A step is in a state.
   *
   * @param step the step, or one item of it
   * @param state the state
   * @return this
   */
  public RunAssert step(StepRef<?> step, StepState state) {
    return require(view(step).state() == state, "to have " + name(step) + " " + state);
  }

  /**
   * Steps succeeded and were not undone.
   *
   * @param steps the steps
   * @return this
   */
  public RunAssert did(StepRef<?>... steps) {
    for (StepRef<?> step : steps) {
      step(step, StepState.SUCCEEDED);
    }
    return this;
  }

  /**
   * The undos of steps are confirmed.
   *
   * @param steps the steps
   * @return this
   */
  public RunAssert undid(StepRef<?>... steps) {
    for (StepRef<?> step : steps) {
      step(step, StepState.UNDONE);
    }
    return this;
  }

  /**
   * Steps were never called by the engine of this test.
   *
   * @param steps the steps
   * @return this
   */
  public RunAssert neverCalled(StepRef<?>... steps) {
    for (StepRef<?> step : steps) {
      require(callsOf(step, false) == 0, "never to have called " + name(step));
    }
    return this;
  }

  /**
   * How often a step was called by the engine of this test, all attempts counted.
   *
   * @param step the step, or one item of it
   * @param times how often
   * @return this
   */
  public RunAssert called(StepRef<?> step, int times) {
    return require(
        callsOf(step, false) == times, "to have called " + name(step) + " " + times + "×");
  }

  /**
   * How often the undo of a step was called by the engine of this test, all attempts counted.
   *
   * @param step the step, or one item of it
   * @param times how often
   * @return this
   */
  public RunAssert undoCalled(StepRef<?> step, int times) {
    return require(
        callsOf(step, true) == times,
        "to have called the undo of " + name(step) + " " + times + "×");
  }

  private long callsOf(StepRef<?> step, boolean undo) {
    return calls.get().stream()
        .map(Calls.Entry::call)
        .filter(call -> call.step().equals(step.name()) && call.undo() == undo)
        .filter(call -> step.item() == StepRef.ALL || call.item() == step.item())
        .count();
  }

  private StepView<?> view(StepRef<?> step) {
    StepView<?> whole =
        run.get().step(step.name()).orElseThrow(() -> wrong("to have a step " + step.name()));
    if (step.item() == StepRef.ALL) {
      return whole;
    }
    if (step.item() >= whole.items().size()) {
      throw wrong("to have an item " + name(step));
    }
    return whole.items().get(step.item());
  }

  private static String name(StepRef<?> step) {
    return step.item() == StepRef.ALL ? step.name() : step.name() + "#" + step.item();
  }

  private RunAssert require(boolean condition, String expected) {
    if (!condition) {
      throw wrong(expected);
    }
    return this;
  }

  private AssertionError wrong(String expected) {
    return new AssertionError("Expected the run " + expected + ", but it is\n\n" + this + "\n");
  }

  /** The run as a tree. */
  @Override
  public String toString() {
    return new RunTree(run.get(), calls.get()).draw();
  }
}
