package dev.skald.runtime.plan;

import java.util.List;
import java.util.Set;

/**
 * What a step needs of the steps it waits for, where that is more than that they have succeeded. A
 * step whose need is not met when all of them are settled is not taken: its branch does not run.
 */
public sealed interface Need {

  /**
   * The steps concerned.
   *
   * @return their indexes
   */
  List<Integer> steps();

  /**
   * The result is one of certain variants.
   *
   * @param step the step whose result decides
   * @param variants the places of the variants in {@link StepPlan#variants()}, not empty
   */
  record OfVariant(int step, Set<Integer> variants) implements Need {

    /** Copies the set, which is not empty. */
    public OfVariant {
      variants = Set.copyOf(variants);
      if (variants.isEmpty()) {
        throw new IllegalArgumentException("No variant of the result is meant");
      }
    }

    @Override
    public List<Integer> steps() {
      return List.of(step);
    }
  }

  /**
   * One of several steps on different branches has succeeded.
   *
   * @param steps the steps, two or more
   */
  record OneOf(List<Integer> steps) implements Need {

    /** Copies the list. */
    public OneOf {
      steps = List.copyOf(steps);
    }
  }

  /**
   * Nothing but order: the step runs whether that one ran or not.
   *
   * @param step the step
   */
  record IfTaken(int step) implements Need {

    @Override
    public List<Integer> steps() {
      return List.of(step);
    }
  }
}
