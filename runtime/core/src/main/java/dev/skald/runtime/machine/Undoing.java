package dev.skald.runtime.machine;

import dev.skald.runtime.Failure;
import dev.skald.runtime.machine.StepProgress.Status;
import dev.skald.runtime.machine.StepProgress.Undo;
import dev.skald.runtime.plan.EachPlan;
import dev.skald.runtime.plan.SagaPlan;
import dev.skald.runtime.plan.StepPlan;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The way back: what may be undone now. Undos begin when the steps under way have ended, and run in
 * reverse order of the graph: one may run when neither a step that waited for its own, nor one
 * behind that, is left to undo.
 */
final class Undoing {

  private final SagaPlan<?> plan;
  private SagaState state;
  private final Deque<Integer> open = new ArrayDeque<>();

  private Undoing(SagaPlan<?> plan, SagaState state) {
    this.plan = plan;
    this.state = state;
  }

  /** Attempts of the way forward end here; those of undos count from zero. */
  static SagaState turnBack(SagaPlan<?> plan, SagaState state, Failure why) {
    SagaState next = state.turnedBack(why);
    for (int step = 0; step < state.size(); step++) {
      Fan fan = next.fan(step);
      if (fan.size() > 0) {
        StepPlan<?> of = plan.step(step);
        next = next.with(step, fan.map(item -> turnedBack(of, item)).again());
      }
      StepProgress progress = turnedBack(plan.step(step), next.step(step));
      if (progress != next.step(step)) {
        next = next.with(step, progress);
      }
      next = cutShort(plan, next, step);
    }
    return new Undoing(plan, next).beginIfDrained();
  }

  private static StepProgress turnedBack(StepPlan<?> plan, StepProgress step) {
    boolean ofChild = plan.mode() == StepPlan.Mode.CHILD && plan.undo() != null;
    if (ofChild && step.status() == Status.SUCCEEDED && !step.child()) {
      // A result that a person supplied does not say which run there is to turn back.
      return step.become(Status.UNKNOWN, Tries.NONE);
    }
    return switch (step.status()) {
      case WAITING, LOCKING -> step.become(Status.IDLE, Tries.NONE);
      case CHILD -> step.become(Status.UNKNOWN, Tries.NONE);
      case IDLE -> step.ranAhead() ? step.become(Status.UNKNOWN, ranAhead(plan)) : step;
      case SUCCEEDED, UNKNOWN ->
          step.become(step.status(), new Tries(0, 0, step.tries().failure()));
      case OPEN, REJECTED, SKIPPED, NOT_TAKEN, CUT_SHORT -> step;
    };
  }

  private static Tries ranAhead(StepPlan<?> plan) {
    String why = "A process that has ended may have called it, and it is not called again";
    return new Tries(0, 0, new Failure(Failure.Kind.CRASH, plan.name(), null, why));
  }

  /** A list of which no item is under way any more is not gone through further. */
  private static SagaState cutShort(SagaPlan<?> plan, SagaState state, int step) {
    boolean ended =
        plan.step(step).each() != null
            && state.step(step).status() == Status.OPEN
            && state.fan(step).active().isEmpty();
    return ended ? state.with(step, state.step(step).become(Status.CUT_SHORT, Tries.NONE)) : state;
  }

  /** Something happened to a step, or an item of it, in a run that has turned back. */
  static SagaState after(SagaPlan<?> plan, SagaState state, int step) {
    Undoing undoing = new Undoing(plan, cutShort(plan, state, step));
    if (!undoing.state.isUndoing()) {
      return undoing.beginIfDrained();
    }
    undoing.review(step);
    return undoing.goOn();
  }

  private SagaState beginIfDrained() {
    if (!state.active().isEmpty()) {
      return state;
    }
    state = state.undoingBegun();
    for (int place = state.size() - 1; place >= 0; place--) {
      review(plan.inOrder(place));
    }
    return goOn();
  }

  private SagaState goOn() {
    while (!open.isEmpty()) {
      review(open.remove());
    }
    return state;
  }

  private void review(int index) {
    if (state.step(index).cleared() || !isFree(index)) {
      return;
    }
    StepPlan<?> step = plan.step(index);
    EachPlan each = step.each();
    if (!owes(step)) {
      clear(index);
    } else if (each == null) {
      state = state.undoable(index, state.step(index).undo() == Undo.NONE);
    } else {
      Fan fan = state.fan(index).undo(each.concurrency());
      state = state.with(index, fan).undoable(index, !fan.undoing().isEmpty());
    }
  }

  private boolean isFree(int step) {
    for (int dependent : plan.dependents(step)) {
      if (!state.step(dependent).cleared()) {
        return false;
      }
    }
    return true;
  }

  private boolean owes(StepPlan<?> step) {
    boolean owes =
        step.each() == null
            ? state.step(step.index()).owesUndo()
            : state.fan(step.index()).owed() > 0;
    return owes && step.undo() != null;
  }

  private void clear(int index) {
    StepProgress step = state.step(index);
    Undo ofItems = state.fan(index).undone();
    StepProgress done = ofItems == Undo.NONE ? step : step.become(ofItems, step.saved());
    state = state.with(index, done.nothingLeft()).undoable(index, false);
    for (int dependency : plan.dependencies(index)) {
      open.add(dependency);
    }
  }

  /** An operator wants the undos that failed to be tried again. */
  static SagaState again(SagaPlan<?> plan, SagaState state) {
    Undoing undoing = new Undoing(plan, state);
    for (int step = 0; step < state.size(); step++) {
      Fan fan = undoing.state.fan(step);
      if (fan.size() > 0) {
        undoing.state = undoing.state.with(step, fan.map(Undoing::again).again());
      }
      undoing.state = undoing.state.with(step, again(undoing.state.step(step)));
      if (state.isUndoing()) {
        undoing.review(step);
      }
    }
    return undoing.goOn();
  }

  private static StepProgress again(StepProgress step) {
    if (step.undo() == Undo.FAILED) {
      return step.become(Undo.NONE, Tries.NONE);
    }
    // What is still under way forward is not called again, so its attempts stay as they are.
    return step.status() == Status.OPEN ? step : step.fresh();
  }
}
