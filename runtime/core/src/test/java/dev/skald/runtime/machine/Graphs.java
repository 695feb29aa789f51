package dev.skald.runtime.machine;

import dev.skald.runtime.plan.SagaPlan;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** What follows from a plan's edges, found without the help of the plan's own graph. */
final class Graphs {

  private Graphs() {}

  /** For each step, all that wait for it, directly or not. */
  static List<BitSet> behind(SagaPlan<?> plan) {
    List<BitSet> behind = new ArrayList<>();
    plan.steps().forEach(step -> behind.add(new BitSet()));
    for (int round = 0; round < plan.steps().size(); round++) {
      plan.steps().forEach(step -> step.dependencies().forEach(d -> join(behind, d, step.index())));
    }
    return behind;
  }

  private static void join(List<BitSet> behind, int step, int dependent) {
    behind.get(step).set(dependent);
    behind.get(step).or(behind.get(dependent));
  }
}
