package dev.skald.runtime.machine;

import dev.skald.runtime.machine.SagaState.Phase;
import dev.skald.runtime.machine.StepProgress.Status;
import dev.skald.runtime.plan.EachPlan;
import dev.skald.runtime.plan.Gate;
import dev.skald.runtime.plan.ItemsRef;
import dev.skald.runtime.plan.Need;
import dev.skald.runtime.plan.SagaPlan;
import dev.skald.runtime.plan.StepPlan;
import java.util.ArrayDeque;
import java.util.Deque;

/** The way forward: which steps open, wait or are not taken once others are settled. */
final class Opening {

  private final SagaPlan<?> plan;
  private SagaState state;
  private final Deque<Integer> settled = new ArrayDeque<>(2);

  private Opening(SagaPlan<?> plan, SagaState state) {
    this.plan = plan;
    this.state = state;
  }

  /** The run begins: steps that wait for no other are reached. */
  static SagaState begin(SagaPlan<?> plan, SagaState state, Facts input) {
    Opening opening = new Opening(plan, state);
    opening.feed(ItemsRef.INPUT, input);
    for (StepPlan<?> step : plan.steps()) {
      if (step.dependencies().isEmpty()) {
        opening.reach(step);
      }
    }
    return opening.goOn();
  }

  /** A step got its result: lists in it are known, and steps that waited for it are reached. */
  static SagaState succeeded(SagaPlan<?> plan, SagaState state, int step, Facts result) {
    Opening opening = new Opening(plan, state);
    if (state.phase() == Phase.FORWARD) {
      opening.feed(step, result);
    }
    return opening.settled(step);
  }

  /** A step is done without a result that others take. */
  static SagaState done(SagaPlan<?> plan, SagaState state, int step) {
    return new Opening(plan, state).settled(step);
  }

  /** An item is done, or stuck: the next is opened, and perhaps all are done. */
  static SagaState itemEnded(SagaPlan<?> plan, SagaState state, int step) {
    return new Opening(plan, state).itemEnded(step);
  }

  /** The time or event a step waited for is there. */
  static SagaState gatePassed(SagaPlan<?> plan, SagaState state, int step) {
    Opening opening = new Opening(plan, state);
    opening.passGate(plan.step(step));
    return opening.goOn();
  }

  /** The run holds the locks of a step. */
  static SagaState locked(SagaPlan<?> plan, SagaState state, int step) {
    Opening opening = new Opening(plan, state);
    opening.open(plan.step(step));
    return opening.goOn();
  }

  /**
   * A step that failed is to be tried again, where it failed: one that was called has waited for
   * its time, and holds its locks.
   */
  static SagaState again(SagaPlan<?> plan, SagaState state, int step) {
    Opening opening = new Opening(plan, state);
    StepPlan<?> again = plan.step(step);
    StepProgress failed = state.step(step);
    boolean wasCalled =
        failed.status() == Status.UNKNOWN || failed.saved().attempts() > 0 || failed.child();
    boolean lacksSignal =
        again.gate() instanceof Gate.ForSignal signal
            && !signal.optional()
            && !state.step(step).signals().received();
    if (wasCalled) {
      opening.open(again);
    } else if (lacksSignal) {
      opening.become(step, Status.WAITING);
    } else {
      opening.passGate(again);
    }
    return opening.goOn();
  }

  private SagaState settled(int step) {
    if (state.phase() == Phase.FORWARD) {
      settled.add(step);
    }
    return goOn();
  }

  private SagaState goOn() {
    while (!settled.isEmpty()) {
      for (int dependent : plan.dependents(settled.remove())) {
        if (state.step(dependent).status() == Status.IDLE && allSettled(dependent)) {
          reach(plan.step(dependent));
        }
      }
    }
    return state;
  }

  private boolean allSettled(int step) {
    for (int dependency : plan.dependencies(step)) {
      if (!state.step(dependency).isSettled()) {
        return false;
      }
    }
    return true;
  }

  private void reach(StepPlan<?> step) {
    if (isTaken(step)) {
      enter(step);
    } else {
      become(step.index(), Status.NOT_TAKEN);
      settled.add(step.index());
    }
  }

  private boolean isTaken(StepPlan<?> step) {
    for (Need need : step.needs()) {
      if (!isMet(need)) {
        return false;
      }
    }
    for (int dependency : step.dependencies()) {
      if (!state.step(dependency).isDone() && isRequired(step, dependency)) {
        return false;
      }
    }
    return true;
  }

  private boolean isMet(Need need) {
    if (need instanceof Need.OfVariant of) {
      StepProgress decider = state.step(of.step());
      return decider.status() == Status.SUCCEEDED && of.variants().contains(decider.variant());
    }
    return need instanceof Need.IfTaken || isOneDone(need);
  }

  private boolean isOneDone(Need need) {
    for (int step : need.steps()) {
      if (state.step(step).isDone()) {
        return true;
      }
    }
    return false;
  }

  /** What no need speaks of must have succeeded. */
  private static boolean isRequired(StepPlan<?> step, int dependency) {
    for (Need need : step.needs()) {
      if (need.steps().contains(dependency)) {
        return false;
      }
    }
    return true;
  }

  private void enter(StepPlan<?> step) {
    StepProgress progress = state.step(step.index());
    boolean waits =
        step.gate() instanceof Gate.Delay
            || step.gate() instanceof Gate.ForSignal && !progress.signals().received();
    if (waits) {
      become(step.index(), Status.WAITING);
    } else {
      passGate(step);
    }
  }

  private void passGate(StepPlan<?> step) {
    if (step.locks().isEmpty()) {
      open(step);
    } else {
      become(step.index(), Status.LOCKING);
    }
  }

  private void open(StepPlan<?> step) {
    become(step.index(), Status.OPEN);
    if (step.each() != null) {
      itemEnded(step.index());
    }
  }

  private SagaState itemEnded(int step) {
    EachPlan each = plan.step(step).each();
    if (each != null && state.phase() == Phase.FORWARD) {
      Fan fan = state.fan(step).open(each.concurrency());
      state = state.with(step, fan);
      if (fan.isDone()) {
        become(step, Status.SUCCEEDED);
        feedResults(step, fan.size());
        settled.add(step);
      }
    }
    return goOn();
  }

  private void become(int step, Status status) {
    state = state.with(step, state.step(step).become(status, Tries.NONE));
  }

  private void feed(int source, Facts facts) {
    int[] fed = plan.feeds(source);
    if (fed.length != facts.sizes().size()) {
      throw new IllegalStateException(
          "The value has " + facts.sizes().size() + " lists, and the plan " + fed.length);
    }
    for (int i = 0; i < fed.length; i++) {
      state = state.with(fed[i], Fan.of(facts.sizes().get(i)));
    }
  }

  private void feedResults(int source, int size) {
    for (int fed : plan.feeds(source)) {
      state = state.with(fed, Fan.of(size));
    }
  }
}
