package dev.skald.runtime.plan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** What a plan derives from its edges once, so that nobody searches at run time. */
final class Graph {

  private Graph() {}

  static int[][] dependencies(List<? extends StepPlan<?>> steps) {
    return steps.stream()
        .map(step -> step.dependencies().stream().mapToInt(Integer::intValue).toArray())
        .toArray(int[][]::new);
  }

  /** The direct dependents of each step; proves on the way that all edges lead to steps. */
  static int[][] dependents(String saga, List<? extends StepPlan<?>> steps) {
    List<List<Integer>> dependents = new ArrayList<>();
    steps.forEach(step -> dependents.add(new ArrayList<>()));
    for (int i = 0; i < steps.size(); i++) {
      StepPlan<?> step = steps.get(i);
      if (step.index() != i) {
        throw new IllegalArgumentException(
            "Step " + step.name() + " of " + saga + " says index " + step.index() + ", not " + i);
      }
      for (int dependency : step.dependencies()) {
        if (dependency < 0 || dependency >= steps.size()) {
          throw new IllegalArgumentException(
              "Step " + step.name() + " of " + saga + " waits for no step: " + dependency);
        }
        dependents.get(dependency).add(i);
      }
    }
    return dependents.stream()
        .map(list -> list.stream().mapToInt(Integer::intValue).toArray())
        .toArray(int[][]::new);
  }

  /** Kahn's algorithm: what cannot be taken away step by step is in, or behind, a cycle. */
  static int[] order(String saga, List<? extends StepPlan<?>> steps, int[][] dependents) {
    int[] waiting = steps.stream().mapToInt(step -> step.dependencies().size()).toArray();
    int[] order = new int[waiting.length];
    int found = 0;
    for (int i = 0; i < waiting.length; i++) {
      if (waiting[i] == 0) {
        order[found++] = i;
      }
    }
    for (int taken = 0; taken < found; taken++) {
      for (int dependent : dependents[order[taken]]) {
        if (--waiting[dependent] == 0) {
          order[found++] = dependent;
        }
      }
    }
    if (found == 0 || found < order.length) {
      throw new IllegalArgumentException(
          "The plan of " + saga + (steps.isEmpty() ? " has no steps" : " has a cycle"));
    }
    return order;
  }

  /** Which steps the target waits for, directly or not; none if there is no target. */
  static boolean[] ancestors(List<? extends StepPlan<?>> steps, int target) {
    boolean[] found = new boolean[steps.size()];
    Deque<Integer> open = new ArrayDeque<>();
    if (target >= 0) {
      open.add(target);
    }
    while (!open.isEmpty()) {
      for (int dependency : steps.get(open.remove()).dependencies()) {
        if (!found[dependency]) {
          found[dependency] = true;
          open.add(dependency);
        }
      }
    }
    return found;
  }
}
