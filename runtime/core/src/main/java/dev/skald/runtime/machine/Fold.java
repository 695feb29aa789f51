package dev.skald.runtime.machine;

import dev.skald.runtime.Failure;
import dev.skald.runtime.machine.SagaState.Phase;
import dev.skald.runtime.machine.StepProgress.Status;
import dev.skald.runtime.machine.StepProgress.Undo;
import dev.skald.runtime.plan.Gate;
import dev.skald.runtime.plan.SagaPlan;
import dev.skald.runtime.plan.StepPlan;

/**
 * The transition function: what each event makes of a state. What it does may depend on the durable
 * part of the state only, so that a journal folds to the same state wherever it is read. It refuses
 * events that cannot follow, which is how a journal that does not fit its plan is noticed.
 */
final class Fold {

  private final SagaPlan<?> plan;
  private final SagaState state;
  private final Event event;

  private Fold(SagaPlan<?> plan, SagaState state, Event event) {
    this.plan = plan;
    this.state = state;
    this.event = event;
  }

  static SagaState apply(SagaPlan<?> plan, SagaState state, Event event) {
    Fold fold = new Fold(plan, state, event);
    SagaState next = event.step() == Event.NO_STEP ? fold.toRun() : fold.toStep();
    return fold.isProgress() ? next.progressed() : next;
  }

  /**
   * What comes too late changes nothing at all, so neither that; and what comes from outside does
   * not set a run going that only a person may set going.
   */
  private boolean isProgress() {
    return switch (event.kind()) {
      case ADOPTED, RAN_AHEAD, LATE_RESULT, LATE_SIGNAL -> false;
      case SIGNALLED -> !state.isPoisoned();
      default -> event.kind().durable();
    };
  }

  private SagaState toRun() {
    return switch (event.kind()) {
      case STARTED -> {
        require(state.phase() == Phase.NEW);
        yield Opening.begin(plan, state.started(event.dueAt()), event.facts());
      }
      case CANCEL_REQUESTED -> wish();
      case DEADLINE_PASSED -> wish().deadlinePassed();
      case PARENT_TURNED_BACK -> {
        require(state.phase() == Phase.FORWARD && plan.isUndoable());
        yield Undoing.turnBack(plan, state, event.why());
      }
      case ADOPTED -> state.adopted(event.attempts());
      case OPERATOR_RETRY -> retryAll();
      case ABANDONED -> state.abandoned(event.why());
      default -> throw illegal();
    };
  }

  private SagaState toStep() {
    requirePlace();
    requirePhase();
    StepProgress step = step();
    return switch (event.kind()) {
      case RAN_AHEAD -> ranAhead();
      case CALLED, UNDO_CALLED -> with(step.called());
      case CALLING -> with(step.calling());
      case LOCK_ASKED, CHILD_ASKED -> with(step.asked());
      case LOCK_QUEUED -> with(step.queued());
      case LOCK_FREED -> with(step.freed());
      case NOT_ATTEMPTED -> with(step.notAttempted(event.dueAt()));
      case RETRY_SOON, UNDO_RETRY_SOON -> with(step.retrySoon(tries()));
      case RETRY_AT, UNDO_RETRY_AT -> with(step.retryAt(tries()));
      case TIMER_ARMED -> with(step.armed(event.dueAt()));
      case TIMER_FIRED -> timerFired();
      case SIGNALLED -> signalled();
      case LATE_SIGNAL -> with(step.with(step.signals().late(origin())));
      case LOCKED -> locked();
      case CHILD_STARTED -> childStarted();
      case LATE_RESULT -> state;
      case UNTOUCHED -> untouched();
      case SUCCEEDED, SUPPLIED -> succeeded();
      case REJECTED -> failed(Status.REJECTED);
      case GAVE_UP -> failed(Status.UNKNOWN);
      case UNDONE -> after(step.become(Undo.DONE, undone()));
      case UNDO_GAVE_UP -> after(step.become(Undo.FAILED, tries()));
      case MARKED_UNDONE -> markedUndone();
      case SKIPPED -> skipped();
      case STARTED,
          CANCEL_REQUESTED,
          DEADLINE_PASSED,
          PARENT_TURNED_BACK,
          ADOPTED,
          OPERATOR_RETRY,
          ABANDONED ->
          throw illegal();
    };
  }

  private void requirePlace() {
    int step = event.step();
    require(step >= 0 && step < state.size());
    boolean itemFits = event.item() >= 0 && event.item() < state.items(step);
    require(event.item() == Event.NO_ITEM || itemFits);
  }

  private void requirePhase() {
    boolean underWay = isForward() || state.phase() == Phase.COMPENSATING;
    switch (event.kind()) {
      case LATE_RESULT, LATE_SIGNAL -> {}
      case UNDONE, UNDO_GAVE_UP -> require(!isForward() && underWay && step().owesUndo());
      default -> require(underWay);
    }
  }

  private StepProgress step() {
    return state.at(event.step(), event.item());
  }

  private SagaState with(StepProgress progress) {
    return state.with(event.step(), event.item(), progress);
  }

  /** The same in a run that turned back, for what may be the end of a step or undo. */
  private SagaState after(StepProgress progress) {
    return Undoing.after(plan, with(progress), event.step());
  }

  private boolean isForward() {
    return state.phase() == Phase.FORWARD;
  }

  /** The attempts of what is done. */
  private Tries made() {
    return new Tries(event.attempts(), 0, null);
  }

  /** The same for an undo; why its step had failed stays to be seen. */
  private Tries undone() {
    return new Tries(event.attempts(), 0, step().saved().failure());
  }

  private Tries tries() {
    return new Tries(event.attempts(), event.dueAt(), event.why());
  }

  private String origin() {
    String origin = event.origin();
    if (origin == null) {
      throw illegal();
    }
    return origin;
  }

  private SagaState ranAhead() {
    require(isForward() && step().status() == Status.IDLE);
    return with(step().calledAhead());
  }

  private SagaState timerFired() {
    return step().status() == Status.WAITING
        ? Opening.gatePassed(plan, state, event.step())
        : with(step().timerFired());
  }

  private SagaState signalled() {
    StepProgress step = step();
    require(plan.step(event.step()).gate() instanceof Gate.ForSignal && !step.signals().received());
    SagaState next = with(step.with(step.signals().received(origin())));
    return step.status() == Status.WAITING ? Opening.gatePassed(plan, next, event.step()) : next;
  }

  private SagaState locked() {
    require(step().status() == Status.LOCKING);
    return Opening.locked(plan, state, event.step());
  }

  private SagaState childStarted() {
    StepProgress step = step();
    boolean awaited = step.status() == Status.OPEN || step.status() == Status.UNKNOWN;
    require(awaited && plan.step(event.step()).mode() == StepPlan.Mode.CHILD);
    StepProgress started = step.childStarted();
    return isForward()
        ? with(started.become(Status.CHILD, Tries.NONE))
        : after(started.become(Status.UNKNOWN, Tries.NONE));
  }

  private SagaState succeeded() {
    StepProgress step = step();
    boolean supplied = event.kind() == Event.Kind.SUPPLIED && step.status() == Status.REJECTED;
    require(isAwaited(step.status()) || step.status() == Status.UNKNOWN || supplied);
    StepProgress done = step.succeeded(isForward() ? made() : Tries.NONE, event.facts().variant());
    if (!isForward()) {
      return after(done);
    }
    return event.item() == Event.NO_ITEM
        ? Opening.succeeded(plan, with(done), event.step(), event.facts())
        : Opening.itemEnded(plan, with(done), event.step());
  }

  private static boolean isAwaited(Status status) {
    return status == Status.OPEN || status == Status.CHILD;
  }

  /** A definite or unknown failure of a step: the run turns back if it still can. */
  private SagaState failed(Status status) {
    StepProgress step = step();
    boolean resolved = status == Status.REJECTED && step.status() == Status.UNKNOWN;
    require(isAwaited(step.status()) || resolved || isRefused(status, step));
    Tries kept =
        isForward() || status == Status.REJECTED
            ? new Tries(event.attempts(), 0, event.why())
            : new Tries(0, 0, event.why());
    StepProgress failed = step.become(status, kept);
    if (!isForward()) {
      return after(failed);
    }
    boolean isBefore =
        plan.canTurnBack(event.step())
            || isRefused(status, step) && !plan.step(event.step()).afterPivot();
    boolean turnsBack = isBefore && (status == Status.REJECTED || !plan.isPivot(event.step()));
    if (turnsBack) {
      return Undoing.turnBack(plan, with(failed), event.why());
    }
    return event.item() == Event.NO_ITEM
        ? with(failed)
        : Opening.itemEnded(plan, with(failed), event.step());
  }

  /** It was never called: its event did not come in time, or its locks cannot be named. */
  private static boolean isRefused(Status status, StepProgress step) {
    return status == Status.REJECTED
        && (step.status() == Status.WAITING || step.status() == Status.LOCKING);
  }

  private SagaState untouched() {
    require(step().status() == Status.OPEN);
    StepProgress idle = step().become(Status.IDLE, Tries.NONE);
    if (!isForward()) {
      return after(idle);
    }
    Failure wish = state.wish();
    return wish == null ? with(idle) : Undoing.turnBack(plan, with(idle), wish);
  }

  private SagaState markedUndone() {
    StepProgress step = step();
    if (!isForward()) {
      return after(step.become(Undo.DONE, step.saved().due(0)));
    }
    require(step.status() == Status.UNKNOWN);
    Tries kept = new Tries(0, 0, event.why());
    return Undoing.turnBack(plan, with(step.become(Status.REJECTED, kept)), event.why());
  }

  private SagaState skipped() {
    StepProgress step = step();
    if (!isForward()) {
      return after(step.become(Undo.SKIPPED, step.saved()));
    }
    SagaState next = with(step.become(Status.SKIPPED, Tries.NONE));
    return event.item() == Event.NO_ITEM
        ? Opening.done(plan, next, event.step())
        : Opening.itemEnded(plan, next, event.step());
  }

  /** Cancel and deadline turn back while it is certain that no pivot has been called. */
  private SagaState wish() {
    SagaState next = state.wishing(event.why());
    boolean turnsBack = isForward();
    for (int pivot : plan.pivots()) {
      turnsBack &=
          switch (state.step(pivot).status()) {
            case IDLE, WAITING, LOCKING, NOT_TAKEN -> true;
            default -> false;
          };
    }
    return turnsBack ? Undoing.turnBack(plan, next, event.why()) : next;
  }

  private SagaState retryAll() {
    return isForward() ? forwardAgain() : Undoing.again(plan, state);
  }

  private SagaState forwardAgain() {
    SagaState next = state;
    for (StepPlan<?> step : plan.steps()) {
      int index = step.index();
      Fan fan = next.fan(index);
      if (next.step(index).status() == Status.OPEN && fan.size() > 0) {
        next = next.with(index, fan.map(item -> again(step, item)).again());
        next = Opening.itemEnded(plan, next, index);
      } else if (mayBeRepeated(step, next.step(index))) {
        next = Opening.again(plan, next, index);
      } else {
        next = next.with(index, fresh(step, next.step(index)));
      }
    }
    return next;
  }

  private static StepProgress again(StepPlan<?> step, StepProgress item) {
    return mayBeRepeated(step, item) ? item.become(Status.IDLE, Tries.NONE) : fresh(step, item);
  }

  /** That it was called must not be forgotten of what is called at most once. */
  private static StepProgress fresh(StepPlan<?> plan, StepProgress step) {
    return plan.mode() == StepPlan.Mode.AT_MOST_ONCE && step.saved().attempts() > 0
        ? step.atOnce()
        : step.fresh();
  }

  /** Whether a step that is stuck is called again when a person wants that. */
  static boolean mayBeRepeated(StepPlan<?> plan, StepProgress step) {
    boolean once = plan.mode() == StepPlan.Mode.AT_MOST_ONCE && step.saved().attempts() > 0;
    return step.isStuckForward() && !once;
  }

  private void require(boolean legal) {
    if (!legal) {
      throw illegal();
    }
  }

  private IllegalStateException illegal() {
    return new IllegalStateException(
        event.kind() + " of step " + event.step() + " cannot follow " + state);
  }
}
