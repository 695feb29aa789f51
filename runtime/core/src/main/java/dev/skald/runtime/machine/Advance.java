package dev.skald.runtime.machine;

import dev.skald.runtime.Failure;
import dev.skald.runtime.machine.Event.Kind;
import dev.skald.runtime.machine.SagaState.Phase;
import dev.skald.runtime.machine.StepProgress.Status;
import dev.skald.runtime.plan.Gate;
import dev.skald.runtime.plan.SagaPlan;
import dev.skald.runtime.plan.StepPlan;
import dev.skald.runtime.plan.UndoPlan;

/**
 * Whatever can be done now: timers that are due, calls on the way forward, calls on the way back.
 */
final class Advance {

  private final Deciding deciding;
  private final SagaPlan<?> plan;

  Advance(Deciding deciding) {
    this.deciding = deciding;
    this.plan = deciding.plan();
  }

  private SagaState state() {
    return deciding.state();
  }

  /** Does it, as far as the run is not set aside. */
  void go() {
    if (state().isPoisoned()) {
      return;
    }
    fireTimers();
    if (state().phase() == Phase.FORWARD) {
      turnBackFromUntouchedPivot();
    }
    if (state().phase() == Phase.FORWARD) {
      giveUpWhatMayBeCalledOnce();
    }
    if (state().phase() == Phase.FORWARD) {
      goForward();
    }
    if (state().phase() == Phase.COMPENSATING) {
      settleOpenSteps();
      undoReadySteps();
    }
  }

  private void fireTimers() {
    int before;
    do {
      before = deciding.beside();
      state()
          .eachUnderWay(
              (index, item, step) -> {
                // One that came too late may have turned the run back, which ends the other waits.
                if (state().at(index, item) == step) {
                  fireTimer(index, item, step);
                }
              });
    } while (deciding.beside() > before);
  }

  private void fireTimer(int index, int item, StepProgress step) {
    if (step.status() == Status.WAITING && step.saved().dueAt() == 0) {
      arm(index, plan.step(index).gate());
    } else if (!step.inFlight() && step.saved().dueAt() > 0 && isDue(step)) {
      boolean missed =
          step.status() == Status.WAITING
              && plan.step(index).gate() instanceof Gate.ForSignal signal
              && !signal.optional();
      deciding.emit(missed ? missed(index) : Event.of(Kind.TIMER_FIRED, index, item));
    }
  }

  private void arm(int index, Gate gate) {
    if (gate.waitMillis() != Gate.NO_LIMIT) {
      deciding.emit(
          new Event(
              Kind.TIMER_ARMED,
              index,
              Event.NO_ITEM,
              0,
              deciding.now() + gate.waitMillis(),
              null,
              null,
              null,
              Facts.NONE));
    }
  }

  private Event missed(int index) {
    String what =
        plan.step(index).gate() instanceof Gate.ForSignal signal ? signal.ref().name() : "event";
    Failure why =
        new Failure(
            Failure.Kind.TIMEOUT,
            plan.step(index).name(),
            null,
            "The signal " + what + " did not come in time");
    return Event.failed(Kind.REJECTED, index, Event.NO_ITEM, 0, 0, why);
  }

  /** A wish to turn back waits for the pivot's outcome, unless the pivot has never been called. */
  private void turnBackFromUntouchedPivot() {
    if (state().wish() == null) {
      return;
    }
    for (int pivot : plan.pivots()) {
      StepProgress step = state().step(pivot);
      boolean once = plan.step(pivot).each() == null;
      boolean open = state().phase() == Phase.FORWARD && step.status() == Status.OPEN;
      if (once && open && !step.inFlight() && !mayHaveHappened(pivot, step)) {
        deciding.emit(Event.of(Kind.UNTOUCHED, pivot, Event.NO_ITEM));
      }
    }
  }

  /** Whether an attempt that is no longer awaited may have had an effect. */
  private boolean mayHaveHappened(int index, StepProgress step) {
    return switch (plan.step(index).mode()) {
      case AT_LEAST_ONCE, CHILD -> step.touched() || step.child();
      case AT_MOST_ONCE -> step.touched() && step.saved().attempts() > 0;
      case TRANSACTIONAL -> false;
    };
  }

  /** An owner that died may have called it. That may turn the run back, so before anything else. */
  private void giveUpWhatMayBeCalledOnce() {
    state()
        .eachUnderWay(
            (index, item, step) -> {
              boolean once = plan.step(index).mode() == StepPlan.Mode.AT_MOST_ONCE;
              boolean open = state().phase() == Phase.FORWARD && step.status() == Status.OPEN;
              if (once && open && !step.inFlight() && mayHaveHappened(index, step)) {
                deciding.emit(
                    Event.failed(Kind.GAVE_UP, index, item, 1, 0, unresolved(index, item, step)));
              }
            });
  }

  /** What happens beside calls may open other steps: then those are looked at, too. */
  private void goForward() {
    int beside;
    do {
      beside = deciding.beside();
      state()
          .eachUnderWay(
              (index, item, step) -> {
                if (state().phase() == Phase.FORWARD && !step.inFlight() && isDue(step)) {
                  goForward(index, item, step);
                }
              });
    } while (deciding.beside() > beside);
  }

  private void goForward(int index, int item, StepProgress step) {
    switch (step.status()) {
      case LOCKING -> {
        if (!step.parked() || step.tries().dueAt() > 0) {
          deciding.call(Kind.LOCK_ASKED, Call.Kind.LOCK, index, item);
        }
      }
      case CHILD -> deciding.call(Kind.CHILD_ASKED, Call.Kind.CHILD, index, item);
      case OPEN -> callStep(index, item, step);
      default -> {
        // What waits has been looked at before.
      }
    }
  }

  private void callStep(int index, int item, StepProgress step) {
    boolean once = plan.step(index).mode() == StepPlan.Mode.AT_MOST_ONCE;
    boolean intended = step.saved().attempts() > 0;
    deciding.call(once && !intended ? Kind.CALLING : Kind.CALLED, Call.Kind.STEP, index, item);
  }

  /** Nothing new is started: what only waits to be called again has come to its end. */
  private void settleOpenSteps() {
    state()
        .eachUnderWay(
            (index, item, step) -> {
              if (step.status() != Status.OPEN || step.inFlight()) {
                return;
              }
              if (mayHaveHappened(index, step)) {
                int attempts = step.tries().attempts();
                deciding.emit(
                    Event.failed(
                        Kind.GAVE_UP, index, item, attempts, 0, unresolved(index, item, step)));
              } else {
                deciding.emit(Event.of(Kind.UNTOUCHED, index, item));
              }
            });
  }

  private Failure unresolved(int index, int item, StepProgress step) {
    Failure last = step.tries().failure();
    return last != null
        ? last
        : new Failure(
            Failure.Kind.CRASH,
            plan.step(index).name(item),
            null,
            "The process ended during the call, and the step is not called again");
  }

  private void undoReadySteps() {
    state()
        .eachUnderWay(
            (index, item, step) -> {
              if (state().isUndoing() && !step.inFlight() && isDue(step)) {
                if (mustBeResolved(index, step)) {
                  deciding.call(Kind.CALLED, Call.Kind.STEP, index, item);
                } else {
                  deciding.call(Kind.UNDO_CALLED, Call.Kind.UNDO, index, item);
                }
              }
            });
  }

  /** The undo must know the result, or the child, which only calling the step again can tell. */
  private boolean mustBeResolved(int index, StepProgress step) {
    return step.status() == Status.UNKNOWN
        && Deciding.undoOf(plan.step(index)).needs() == UndoPlan.Needs.RESULT
        && !step.child();
  }

  private boolean isDue(StepProgress step) {
    return step.tries().dueAt() <= deciding.now();
  }
}
