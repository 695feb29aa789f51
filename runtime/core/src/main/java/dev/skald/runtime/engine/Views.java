package dev.skald.runtime.engine;

import dev.skald.runtime.Failure;
import dev.skald.runtime.RunState;
import dev.skald.runtime.RunView;
import dev.skald.runtime.StepState;
import dev.skald.runtime.StepView;
import dev.skald.runtime.journal.RunHeader;
import dev.skald.runtime.machine.SagaState;
import dev.skald.runtime.machine.StepProgress;
import dev.skald.runtime.machine.StepProgress.Status;
import dev.skald.runtime.machine.StepProgress.Undo;
import dev.skald.runtime.plan.StepPlan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shows runs to people. */
final class Views {

  private Views() {}

  static RunView of(RunHeader header, SagaType<?> type, Values values, SagaState state) {
    RunState status = state.status(type.plan());
    boolean heldBack = !status.isEnd() && state.isHeldBack();
    List<StepView<?>> steps = new ArrayList<>();
    for (StepPlan<?> step : type.plan().steps()) {
      steps.add(step(step, state, values));
    }
    return view(header, heldBack ? RunState.PARKED : status, steps, state.problem());
  }

  /** A run whose steps cannot be shown. */
  static RunView of(RunHeader header, RunState state, Failure failure) {
    return view(header, state, List.of(), failure);
  }

  private static RunView view(
      RunHeader header, RunState state, List<StepView<?>> steps, @Nullable Failure problem) {
    return new RunView(
        header.saga(),
        header.key(),
        header.version(),
        state,
        Instant.ofEpochMilli(header.startedAt()),
        steps,
        problem);
  }

  private static StepView<?> step(StepPlan<?> plan, SagaState state, Values values) {
    StepProgress step = state.step(plan.index());
    Object result = step.status() == Status.SUCCEEDED ? values.result(plan.index()) : null;
    return new StepView<>(
        plan.name(),
        stepState(plan, step, state.phase()),
        step.tries().attempts(),
        result,
        step.tries().failure());
  }

  private static StepState stepState(StepPlan<?> plan, StepProgress step, SagaState.Phase phase) {
    if (step.undo() != Undo.NONE) {
      return switch (step.undo()) {
        case DONE -> StepState.UNDONE;
        case FAILED -> StepState.UNDO_FAILED;
        case NONE, SKIPPED -> StepState.UNDO_SKIPPED;
      };
    }
    boolean undoing = phase == SagaState.Phase.COMPENSATING && plan.undo() != null;
    return switch (step.status()) {
      case IDLE -> StepState.PENDING;
      case OPEN -> StepState.RUNNING;
      case SUCCEEDED -> undoing ? StepState.UNDOING : StepState.SUCCEEDED;
      case REJECTED -> StepState.REJECTED;
      case UNKNOWN -> undoing ? StepState.UNDOING : StepState.UNKNOWN;
      case SKIPPED -> StepState.SKIPPED;
    };
  }
}
