package dev.skald.runtime.plan;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** Which steps may be called before all they wait for is durable. */
final class Pipeline {

  private Pipeline() {}

  static BitSet ahead(String saga, List<? extends StepPlan<?>> steps, int[] pivots) {
    BitSet found = new BitSet();
    for (StepPlan<?> step : steps) {
      boolean isPivot = Arrays.binarySearch(pivots, step.index()) >= 0;
      if (step.pipelined() && (isPivot || !isJustCalled(step))) {
        throw new IllegalArgumentException(
            "Step "
                + step.name()
                + " of "
                + saga
                + " is pipelined, but it is a pivot, runs for each item of a list, starts a child,"
                + " or is not called again after a crash");
      }
      boolean follows = step.dependencies().stream().anyMatch(d -> steps.get(d).pipelined());
      found.set(step.index(), follows && !isPivot && isJustCalled(step) && waitsForNothing(step));
    }
    return found;
  }

  private static boolean isJustCalled(StepPlan<?> step) {
    return step.mode() == StepPlan.Mode.AT_LEAST_ONCE && step.each() == null;
  }

  /** Beside other steps; and an undo that needs the result could not run without them. */
  private static boolean waitsForNothing(StepPlan<?> step) {
    UndoPlan<?> undo = step.undo();
    return step.gate() == Gate.NONE
        && step.locks().isEmpty()
        && step.needs().isEmpty()
        && (undo == null || undo.needs() != UndoPlan.Needs.RESULT);
  }
}
