package dev.skald.runtime.engine;

import dev.skald.runtime.plan.InputRef;
import dev.skald.runtime.plan.Invoker;
import dev.skald.runtime.plan.SagaPlan;
import dev.skald.runtime.plan.StepRef;
import dev.skald.runtime.support.SagaSpec;
import dev.skald.runtime.support.StepSpec;
import dev.skald.runtime.support.UndoSpec;
import java.util.function.UnaryOperator;

/** Sagas of one interesting step. */
final class Solo {

  static final InputRef<String> INPUT = InputRef.of(String.class);
  static final StepRef<String> WORK = StepRef.of(0, "work", String.class);
  static final StepRef<Void> CHECK = StepRef.of(1, "check", void.class);

  private Solo() {}

  /** One step, the pivot: with an unknown outcome the run is stuck at it. */
  static SagaPlan<Object> step(Invoker<Object> work, UnaryOperator<StepSpec<Object>> change) {
    return SagaSpec.<Object>of("solo", 1, INPUT)
        .step(change.apply(StepSpec.<Object>of(WORK, work).rejects(Trip.Full.class)))
        .pivot(WORK)
        .plan();
  }

  static SagaPlan<Object> step(Invoker<Object> work) {
    return step(work, step -> step);
  }

  /** One step, and behind it a check that declines if told so: then the step is undone. */
  static SagaPlan<Object> undone(
      Invoker<Object> work,
      UnaryOperator<StepSpec<Object>> change,
      UndoSpec<Object> undo,
      Invoker<Object> check) {
    return SagaSpec.<Object>of("solo", 1, INPUT)
        .step(change.apply(StepSpec.<Object>of(WORK, work).rejects(Trip.Full.class).undo(undo)))
        .step(StepSpec.<Object>of(CHECK, check).after(WORK).readOnly().rejects(Trip.Full.class))
        .plan();
  }
}
