package dev.skald.runtime.machine;

import dev.skald.runtime.plan.StepRef;
import dev.skald.runtime.support.StepSpec;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * What a step of a {@link Shape} waits for.
 *
 * @param kind in which way
 * @param steps the indexes of the steps
 * @param variants which variants of the step's result, where that is the way
 */
record Wait(Kind kind, List<Integer> steps, List<Integer> variants) {

  enum Kind {
    AFTER,
    VARIANT,
    ONE_OF,
    IF_TAKEN
  }

  /** What a decider's result may be. */
  private static final List<Class<?>> CLASSES =
      List.of(Boolean.class, Integer.class, Long.class, String.class);

  static final int MOST_VARIANTS = CLASSES.size();

  static Wait after(int step) {
    return new Wait(Kind.AFTER, List.of(step), List.of());
  }

  static Wait variant(int step, List<Integer> variants) {
    return new Wait(Kind.VARIANT, List.of(step), variants);
  }

  static Wait oneOf(List<Integer> steps) {
    return new Wait(Kind.ONE_OF, steps, List.of());
  }

  static Wait ifTaken(int step) {
    return new Wait(Kind.IF_TAKEN, List.of(step), List.of());
  }

  /** Whether the step runs only if that one did. */
  boolean requires(int step) {
    return (kind == Kind.AFTER || kind == Kind.VARIANT) && steps.contains(step);
  }

  Wait moved(UnaryOperator<Integer> move) {
    return new Wait(kind, steps.stream().map(move).toList(), variants);
  }

  static Class<?>[] classes(int count) {
    return CLASSES.subList(0, count).toArray(Class<?>[]::new);
  }

  void tell(StepSpec<Object> spec, List<StepRef<?>> refs) {
    StepRef<?>[] others = steps.stream().map(refs::get).toArray(StepRef<?>[]::new);
    switch (kind) {
      case AFTER -> spec.after(others);
      case VARIANT ->
          spec.when(others[0], variants.stream().map(CLASSES::get).toArray(Class<?>[]::new));
      case ONE_OF -> spec.afterOneOf(others);
      case IF_TAKEN -> spec.afterIfTaken(others);
    }
  }

  /** The same of all the steps one by one, for the shrinker. */
  Stream<Wait> apart() {
    return steps.stream().map(step -> kind == Kind.IF_TAKEN ? ifTaken(step) : after(step));
  }

  @Override
  public String toString() {
    return switch (kind) {
      case AFTER -> "after " + steps.get(0);
      case VARIANT -> "when " + steps.get(0) + " is " + variants;
      case ONE_OF -> "after one of " + steps;
      case IF_TAKEN -> "after " + steps.get(0) + " if taken";
    };
  }
}
