package dev.skald.runtime.machine;

import dev.skald.runtime.machine.SagaState.Phase;
import dev.skald.runtime.machine.StepProgress.Status;
import dev.skald.runtime.plan.SagaPlan;
import java.util.BitSet;

/**
 * Which steps an owner may have called although not all they wait for is durable. The same question
 * decides what it may call, and what its successor must take for called: so whoever asks less than
 * the other would break a promise.
 */
final class Ahead {

  private Ahead() {}

  /**
   * The steps that may be called when the journal says no more than this.
   *
   * @param durable a state; only what is durable of it is looked at
   * @return their indexes: each waits for pipelined steps that may have been called, beside steps
   *     that are done
   */
  static BitSet of(SagaPlan<?> plan, SagaState durable) {
    BitSet found = new BitSet();
    if (durable.phase() == Phase.FORWARD) {
      for (int place = 0; place < durable.size(); place++) {
        int step = plan.inOrder(place);
        if (plan.mayRunAhead(step)
            && durable.step(step).status() == Status.IDLE
            && mayHaveSucceeded(plan, durable, plan.dependencies(step), found)) {
          found.set(step);
        }
      }
    }
    return found;
  }

  private static boolean mayHaveSucceeded(
      SagaPlan<?> plan, SagaState durable, int[] steps, BitSet found) {
    for (int step : steps) {
      StepProgress progress = durable.step(step);
      boolean called = isCalled(progress) || found.get(step);
      if (!progress.isDone() && !(plan.step(step).pipelined() && called)) {
        return false;
      }
    }
    return true;
  }

  /** One whose next attempt is due later has ended, and is not called before that is durable. */
  private static boolean isCalled(StepProgress step) {
    return step.status() == Status.OPEN && step.saved().dueAt() == 0;
  }
}
