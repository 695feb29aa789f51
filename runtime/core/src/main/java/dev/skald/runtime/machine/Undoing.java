package dev.skald.runtime.machine;

import dev.skald.runtime.RunState;
import dev.skald.runtime.machine.StepProgress.Status;
import dev.skald.runtime.machine.StepProgress.Undo;
import dev.skald.runtime.plan.SagaPlan;
import java.util.ArrayList;
import java.util.List;

/**
 * What is left to undo, and what of it may be undone now. Undos run in reverse order of the graph:
 * one is ready when the undos of all steps behind it are settled.
 */
record Undoing(List<Integer> ready, boolean draining, boolean blocked, boolean skipped) {

  static Undoing of(SagaPlan<?> plan, SagaState state) {
    boolean draining = false;
    boolean blocked = false;
    boolean skipped = false;
    List<Integer> ready = new ArrayList<>();
    boolean[] settled = new boolean[state.size()];
    for (int place = state.size() - 1; place >= 0; place--) {
      int step = plan.inOrder(place);
      StepProgress progress = state.step(step);
      boolean free = allSettled(plan.dependents(step), settled);
      boolean required = isRequired(plan, progress, step);
      boolean failed = required && progress.undo() == Undo.FAILED;
      boolean pending = required && progress.undo() == Undo.NONE;
      settled[step] = free && !failed && !pending;
      draining |= progress.status() == Status.OPEN;
      blocked |= failed;
      skipped |= progress.undo() == Undo.SKIPPED;
      if (free && pending) {
        ready.add(step);
      }
    }
    return new Undoing(ready, draining, blocked, skipped);
  }

  private static boolean allSettled(int[] steps, boolean[] settled) {
    for (int step : steps) {
      if (!settled[step]) {
        return false;
      }
    }
    return true;
  }

  /** A step that succeeded, or may have, is undone if it has an undo. */
  static boolean isRequired(SagaPlan<?> plan, StepProgress progress, int step) {
    return plan.step(step).undo() != null
        && (progress.status() == Status.SUCCEEDED || progress.status() == Status.UNKNOWN);
  }

  RunState status() {
    if (draining || !ready.isEmpty()) {
      return RunState.COMPENSATING;
    }
    if (blocked) {
      return RunState.STUCK;
    }
    return skipped ? RunState.ABANDONED : RunState.COMPENSATED;
  }
}
