package dev.skald.runtime.machine;

import dev.skald.runtime.plan.InputRef;
import dev.skald.runtime.plan.RetryPolicy;
import dev.skald.runtime.plan.SagaPlan;
import dev.skald.runtime.plan.StepPlan.Effect;
import dev.skald.runtime.plan.StepRef;
import dev.skald.runtime.plan.UndoPlan.Needs;
import dev.skald.runtime.support.SagaSpec;
import dev.skald.runtime.support.StepSpec;
import dev.skald.runtime.support.UndoSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A plan as plain data: what a generator makes, a shrinker takes apart and a person can read.
 *
 * @param steps the steps, in the order of the source
 * @param pivot the index of the pivot, or {@link SagaPlan#NO_PIVOT}
 */
record Shape(List<Step> steps, int pivot) {

  /** Stands for "no pivot". */
  static final int NO_PIVOT = -1;

  /** No limit of attempts. */
  static final int UNLIMITED = RetryPolicy.UNLIMITED;

  /**
   * One step.
   *
   * @param name its name
   * @param after the indexes of the steps it waits for
   * @param effect what it leaves behind
   * @param undo what its undo needs; {@code null} for a step without undo
   * @param attempts the attempts its policy allows
   * @param undoAttempts the attempts its undo's policy allows
   * @param delay the delay between attempts in milliseconds
   * @param isVoid whether it has no result
   */
  record Step(
      String name,
      List<Integer> after,
      Effect effect,
      @Nullable Needs undo,
      int attempts,
      int undoAttempts,
      long delay,
      boolean isVoid) {

    Step after(List<Integer> others) {
      return new Step(name, others, effect, undo, attempts, undoAttempts, delay, isVoid);
    }

    Step limits(int ofStep, int ofUndo, long wait) {
      return new Step(name, after, effect, undo, ofStep, ofUndo, wait, isVoid);
    }

    Step returnsNothing() {
      return new Step(name, after, effect, undo, attempts, undoAttempts, delay, true);
    }

    Step undo(Needs needs) {
      return new Step(name, after, effect, needs, attempts, undoAttempts, delay, isVoid);
    }

    Step effect(Effect other) {
      Needs needs = other == Effect.EFFECT ? undo : null;
      return new Step(name, after, other, needs, attempts, undoAttempts, delay, isVoid);
    }

    private RetryPolicy policy(int max) {
      return new RetryPolicy(max, Duration.ofMillis(delay), Duration.ofHours(1), 1.5, false);
    }

    private StepSpec<Object> spec(int index, List<StepRef<?>> refs) {
      StepSpec<Object> spec = StepSpec.of(refs.get(index), (saga, call) -> null);
      spec.after(after.stream().map(refs::get).toArray(StepRef<?>[]::new)).retry(policy(attempts));
      if (effect == Effect.NONE) {
        spec.readOnly();
      } else if (effect == Effect.IRREVERSIBLE) {
        spec.irreversible();
      }
      if (undo != null) {
        UndoSpec<Object> undoSpec = UndoSpec.of("undo-" + name, (saga, call) -> null);
        undoSpec.retry(policy(undoAttempts));
        spec.undo(
            undo == Needs.RESULT
                ? undoSpec.needsResult()
                : undo == Needs.OUTCOME ? undoSpec.takesOutcome() : undoSpec);
      }
      return spec;
    }

    private String text(boolean pivot) {
      String limits = attempts == UNLIMITED ? "" : ", " + attempts + " attempts";
      String undoLimits = undoAttempts == UNLIMITED ? "" : " " + undoAttempts + " attempts";
      return name
          + (isVoid ? " void" : "")
          + (pivot ? " PIVOT" : "")
          + (effect == Effect.EFFECT ? "" : " " + effect)
          + (after.isEmpty() ? "" : " after " + after)
          + limits
          + (delay > 1_000 ? ", slow" : "")
          + (undo == null ? "" : ", undo(" + undo + undoLimits + ")");
    }
  }

  /** The plan the machine is given. */
  SagaPlan<Object> plan() {
    List<StepRef<?>> refs = new ArrayList<>();
    for (Step step : steps) {
      refs.add(StepRef.of(refs.size(), step.name, step.isVoid ? void.class : String.class));
    }
    SagaSpec<Object> spec = SagaSpec.of("shape", 1, InputRef.of(String.class));
    BitSet before = upTo(pivot);
    for (int i = 0; i < steps.size(); i++) {
      StepSpec<Object> step = steps.get(i).spec(i, refs);
      spec.step(pivot == NO_PIVOT || before.get(i) ? step : step.afterPivot());
    }
    if (pivot != Shape.NO_PIVOT) {
      spec.pivot(refs.get(pivot));
    }
    return spec.plan();
  }

  /** A step and all it waits for. */
  private BitSet upTo(int step) {
    BitSet found = new BitSet();
    if (step != NO_PIVOT) {
      found.set(step);
      steps.get(step).after.forEach(dependency -> found.or(upTo(dependency)));
    }
    return found;
  }

  @Override
  public String toString() {
    return steps.stream()
        .map(step -> "  " + steps.indexOf(step) + " " + step.text(steps.indexOf(step) == pivot))
        .collect(Collectors.joining("\n"));
  }
}
