package dev.skald.runtime.machine;

import dev.skald.runtime.plan.InputRef;
import dev.skald.runtime.plan.RetryPolicy;
import dev.skald.runtime.plan.SagaPlan;
import dev.skald.runtime.plan.StepRef;
import dev.skald.runtime.support.SagaSpec;
import dev.skald.runtime.support.StepSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A plan as plain data: what a generator makes, a shrinker takes apart and a person can read.
 *
 * @param steps the steps, in the order of the source
 * @param pivots the indexes of the pivots, no two of which can run in one run
 */
record Shape(List<ShapeStep> steps, Set<Integer> pivots) {

  /** No limit of attempts. */
  static final int UNLIMITED = RetryPolicy.UNLIMITED;

  /** The plan the machine is given. */
  SagaPlan<Object> plan() {
    List<StepRef<?>> refs = new ArrayList<>();
    steps.forEach(step -> refs.add(step.ref(refs.size())));
    InputRef<?> input = InputRef.of(String.class);
    SagaSpec<Object> spec = SagaSpec.of("shape", 1, input);
    Sides sides = new Sides(this);
    for (int i = 0; i < steps.size(); i++) {
      StepSpec<Object> step = steps.get(i).spec(i, refs, input, steps);
      spec.step(sides.canTurnBack(i) ? step : step.afterPivot());
    }
    pivots.forEach(pivot -> spec.pivot(refs.get(pivot)));
    return spec.plan();
  }

  /** Steps that wait for events from outside. */
  List<Integer> signalled() {
    return IntStream.range(0, steps.size())
        .filter(i -> steps.get(i).awaitsSignal())
        .boxed()
        .toList();
  }

  @Override
  public String toString() {
    return IntStream.range(0, steps.size())
        .mapToObj(i -> "  " + i + " " + steps.get(i).text(pivots.contains(i)))
        .collect(Collectors.joining("\n"));
  }
}
