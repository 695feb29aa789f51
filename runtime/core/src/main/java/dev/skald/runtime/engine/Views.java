package dev.skald.runtime.engine;

import dev.skald.runtime.Failure;
import dev.skald.runtime.RunState;
import dev.skald.runtime.RunView;
import dev.skald.runtime.StepState;
import dev.skald.runtime.StepView;
import dev.skald.runtime.journal.RunHeader;
import dev.skald.runtime.machine.Event;
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

  /** A run in memory. */
  static RunView of(Run run) {
    return of(run.header(), run.type(), run.values(), run.durable(), run.status());
  }

  /** A run as the journal has it. */
  static RunView of(RunHeader header, Loaded.Readable run) {
    RunState status = Loaded.status(header, run.state());
    return of(header, run.type(), run.values(), run.state(), status);
  }

  private static RunView of(
      RunHeader header, SagaType<?> type, Values values, SagaState state, RunState status) {
    boolean heldBack = !status.isEnd() && state.isHeldBack();
    List<StepView<?>> steps = new ArrayList<>();
    for (StepPlan<?> step : type.plan().steps()) {
      steps.add(step(step, state, values, status));
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

  private static StepView<?> step(
      StepPlan<?> plan, SagaState state, Values values, RunState status) {
    boolean ended = status == RunState.COMPLETED || status == RunState.COMPENSATED;
    if (ended && isUnderWay(state.step(plan.index()))) {
      return notReached(plan);
    }
    List<StepView<?>> items = new ArrayList<>();
    for (int item = 0; item < state.items(plan.index()); item++) {
      items.add(view(plan, state, values, item, List.of()));
    }
    return view(plan, state, values, Event.NO_ITEM, items);
  }

  private static boolean isUnderWay(StepProgress step) {
    return switch (step.status()) {
      case WAITING, LOCKING, OPEN, CHILD -> true;
      case IDLE, SUCCEEDED, REJECTED, UNKNOWN, SKIPPED, NOT_TAKEN, CUT_SHORT -> false;
    };
  }

  /** The run ended with a former plan, which did not have the step: nobody ever called it. */
  private static StepView<?> notReached(StepPlan<?> plan) {
    return new StepView<>(plan.name(), StepState.PENDING, 0, null, null, null, List.of());
  }

  private static StepView<?> view(
      StepPlan<?> plan, SagaState state, Values values, int item, List<StepView<?>> items) {
    StepProgress step = state.at(plan.index(), item);
    boolean succeeded = step.status() == Status.SUCCEEDED && plan.ref().type() != void.class;
    boolean whole = plan.each() != null && item == Event.NO_ITEM;
    Object result =
        !succeeded
            ? null
            : whole ? values.results(plan.index()) : values.result(plan.index(), item);
    return new StepView<>(
        plan.name(),
        stepState(plan, step, state.phase()),
        step.tries().attempts(),
        result,
        step.tries().failure(),
        Waiting.text(plan, step, values.child(plan.index(), item)),
        items);
  }

  private static StepState stepState(StepPlan<?> plan, StepProgress step, SagaState.Phase phase) {
    if (step.undo() != Undo.NONE) {
      return switch (step.undo()) {
        case DONE -> StepState.UNDONE;
        case FAILED -> StepState.UNDO_FAILED;
        case NONE, SKIPPED -> StepState.UNDO_SKIPPED;
      };
    }
    boolean undoing =
        phase == SagaState.Phase.COMPENSATING && plan.undo() != null && !step.cleared();
    return switch (step.status()) {
      case IDLE -> StepState.PENDING;
      case WAITING, LOCKING, CHILD -> StepState.WAITING;
      case OPEN -> StepState.RUNNING;
      case SUCCEEDED -> undoing ? StepState.UNDOING : StepState.SUCCEEDED;
      case REJECTED -> StepState.REJECTED;
      case UNKNOWN -> undoing ? StepState.UNDOING : StepState.UNKNOWN;
      case SKIPPED -> StepState.SKIPPED;
      case NOT_TAKEN -> StepState.NOT_TAKEN;
      case CUT_SHORT -> undoing ? StepState.UNDOING : StepState.PENDING;
    };
  }
}
