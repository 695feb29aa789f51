package dev.skald.runtime.machine;

import dev.skald.runtime.Failure;
import dev.skald.runtime.machine.SagaState.Phase;
import dev.skald.runtime.machine.StepProgress.Status;
import dev.skald.runtime.machine.StepProgress.Undo;
import dev.skald.runtime.plan.SagaPlan;

/**
 * The transition function: what each event makes of a state. What it does may depend on the durable
 * part of the state only, so that a journal folds to the same state wherever it is read. It refuses
 * events that cannot follow, which is how a journal that does not fit its plan is noticed.
 */
final class Fold {

  private Fold() {}

  static SagaState apply(SagaPlan<?> plan, SagaState state, Event event) {
    SagaState next =
        event.step() == Event.NO_STEP
            ? applyToRun(plan, state, event)
            : applyToStep(plan, state, event);
    return isProgress(event.kind()) ? next.progressed() : next;
  }

  /** A late result changes nothing at all, so neither that. */
  private static boolean isProgress(Event.Kind kind) {
    return kind.durable() && kind != Event.Kind.ADOPTED && kind != Event.Kind.LATE_RESULT;
  }

  private static SagaState applyToRun(SagaPlan<?> plan, SagaState state, Event event) {
    return switch (event.kind()) {
      case STARTED -> {
        require(state.phase() == Phase.NEW, state, event);
        yield openRoots(plan, state.started(event.dueAt()));
      }
      case CANCEL_REQUESTED -> wish(plan, state, event.why());
      case DEADLINE_PASSED -> wish(plan, state, event.why()).deadlinePassed();
      case ADOPTED -> state.adopted(event.attempts());
      case OPERATOR_RETRY -> retryAll(state);
      case ABANDONED -> state.abandoned(event.why());
      default -> throw illegal(state, event);
    };
  }

  private static SagaState applyToStep(SagaPlan<?> plan, SagaState state, Event event) {
    int index = event.step();
    if (index < 0 || index >= state.size()) {
      throw illegal(state, event);
    }
    StepProgress step = state.step(index);
    return switch (event.kind()) {
      case CALLED, UNDO_CALLED -> state.with(index, step.called());
      case NOT_ATTEMPTED -> state.with(index, step.notAttempted(event.dueAt()));
      case RETRY_SOON, UNDO_RETRY_SOON -> state.with(index, step.retrySoon(tries(event)));
      case RETRY_AT, UNDO_RETRY_AT -> state.with(index, step.retryAt(tries(event)));
      case TIMER_FIRED -> state.with(index, step.timerFired());
      case LATE_RESULT -> state;
      case UNTOUCHED -> untouched(state, index, event);
      case SUCCEEDED, SUPPLIED -> succeeded(plan, state, index, event);
      case REJECTED -> failed(plan, state, index, Status.REJECTED, event);
      case GAVE_UP -> failed(plan, state, index, Status.UNKNOWN, event);
      case UNDONE -> state.with(index, step.become(Undo.DONE, undone(step, event)));
      case UNDO_GAVE_UP -> state.with(index, step.become(Undo.FAILED, tries(event)));
      case MARKED_UNDONE -> markedUndone(state, index, event);
      case SKIPPED -> skipped(plan, state, index);
      case STARTED, CANCEL_REQUESTED, DEADLINE_PASSED, ADOPTED, OPERATOR_RETRY, ABANDONED ->
          throw illegal(state, event);
    };
  }

  /** The attempts of what is done. */
  private static Tries made(Event event) {
    return new Tries(event.attempts(), 0, null);
  }

  /** The same for an undo; why its step had failed stays to be seen. */
  private static Tries undone(StepProgress step, Event event) {
    return new Tries(event.attempts(), 0, step.saved().failure());
  }

  private static Tries tries(Event event) {
    return new Tries(event.attempts(), event.dueAt(), event.why());
  }

  private static SagaState succeeded(SagaPlan<?> plan, SagaState state, int index, Event event) {
    StepProgress step = state.step(index);
    boolean awaited = step.status() == Status.OPEN || step.status() == Status.UNKNOWN;
    boolean supplied = event.kind() == Event.Kind.SUPPLIED && step.status() == Status.REJECTED;
    require(awaited || supplied, state, event);
    Tries kept = state.phase() == Phase.FORWARD ? made(event) : Tries.NONE;
    StepProgress done = step.become(Undo.NONE, kept).become(Status.SUCCEEDED, kept);
    return openDependents(plan, state.with(index, done), index);
  }

  /** A definite or unknown failure of a step: the run turns back if it still can. */
  private static SagaState failed(
      SagaPlan<?> plan, SagaState state, int index, Status status, Event event) {
    StepProgress step = state.step(index);
    boolean resolved = status == Status.REJECTED && step.status() == Status.UNKNOWN;
    require(step.status() == Status.OPEN || resolved, state, event);
    Tries kept =
        state.phase() == Phase.FORWARD || status == Status.REJECTED
            ? new Tries(event.attempts(), 0, event.why())
            : new Tries(0, 0, event.why());
    SagaState next = state.with(index, step.become(status, kept));
    boolean turnsBack =
        state.phase() == Phase.FORWARD
            && plan.canTurnBack(index)
            && (status == Status.REJECTED || !plan.isPivot(index));
    return turnsBack ? turnBack(next, event.why()) : next;
  }

  private static SagaState untouched(SagaState state, int index, Event event) {
    StepProgress step = state.step(index);
    require(step.status() == Status.OPEN, state, event);
    SagaState next = state.with(index, step.become(Status.IDLE, Tries.NONE));
    Failure wish = state.wish();
    return state.phase() == Phase.FORWARD && wish != null ? turnBack(next, wish) : next;
  }

  private static SagaState markedUndone(SagaState state, int index, Event event) {
    StepProgress step = state.step(index);
    if (state.phase() == Phase.COMPENSATING) {
      return state.with(index, step.become(Undo.DONE, step.saved().due(0)));
    }
    require(step.status() == Status.UNKNOWN, state, event);
    Tries kept = new Tries(0, 0, event.why());
    return turnBack(state.with(index, step.become(Status.REJECTED, kept)), event.why());
  }

  private static SagaState skipped(SagaPlan<?> plan, SagaState state, int index) {
    StepProgress step = state.step(index);
    return state.phase() == Phase.COMPENSATING
        ? state.with(index, step.become(Undo.SKIPPED, step.saved()))
        : openDependents(plan, state.with(index, step.become(Status.SKIPPED, Tries.NONE)), index);
  }

  /** Cancel and deadline turn back while it is certain that the pivot has not been called. */
  private static SagaState wish(SagaPlan<?> plan, SagaState state, Failure why) {
    SagaState next = state.wishing(why);
    boolean beforePivot = true;
    for (int pivot : plan.pivots()) {
      beforePivot &= state.step(pivot).status() == Status.IDLE;
    }
    return state.phase() == Phase.FORWARD && beforePivot ? turnBack(next, why) : next;
  }

  /** Attempts of the way forward end here; those of undos count from zero. */
  private static SagaState turnBack(SagaState state, Failure why) {
    SagaState next = state.turnedBack(why);
    for (int i = 0; i < state.size(); i++) {
      StepProgress step = next.step(i);
      if (step.status() == Status.UNKNOWN || step.status() == Status.SUCCEEDED) {
        Tries fresh = new Tries(0, 0, step.tries().failure());
        next = next.with(i, step.become(step.status(), fresh));
      }
    }
    return next;
  }

  private static SagaState retryAll(SagaState state) {
    SagaState next = state;
    for (int i = 0; i < state.size(); i++) {
      StepProgress step = state.step(i);
      if (state.phase() == Phase.FORWARD && step.isStuckForward()) {
        next = next.with(i, step.become(Status.OPEN, Tries.NONE));
      } else if (step.undo() == Undo.FAILED) {
        next = next.with(i, step.become(Undo.NONE, Tries.NONE));
      } else {
        next = next.with(i, step.fresh());
      }
    }
    return next;
  }

  private static SagaState openRoots(SagaPlan<?> plan, SagaState state) {
    SagaState next = state;
    for (int i = 0; i < state.size(); i++) {
      next = openIfReady(plan, next, i);
    }
    return next;
  }

  private static SagaState openDependents(SagaPlan<?> plan, SagaState state, int index) {
    SagaState next = state;
    if (state.phase() == Phase.FORWARD) {
      for (int dependent : plan.dependents(index)) {
        next = openIfReady(plan, next, dependent);
      }
    }
    return next;
  }

  private static SagaState openIfReady(SagaPlan<?> plan, SagaState state, int index) {
    StepProgress step = state.step(index);
    return step.status() == Status.IDLE && allDone(plan, state, index)
        ? state.with(index, step.become(Status.OPEN, Tries.NONE))
        : state;
  }

  private static boolean allDone(SagaPlan<?> plan, SagaState state, int index) {
    for (int dependency : plan.dependencies(index)) {
      if (!state.step(dependency).isDone()) {
        return false;
      }
    }
    return true;
  }

  private static void require(boolean legal, SagaState state, Event event) {
    if (!legal) {
      throw illegal(state, event);
    }
  }

  private static IllegalStateException illegal(SagaState state, Event event) {
    return new IllegalStateException(
        event.kind() + " of step " + event.step() + " cannot follow " + state);
  }
}
