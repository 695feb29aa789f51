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
      for (Need need : step.needs()) {
        if (!step.dependencies().containsAll(need.steps())) {
          throw new IllegalArgumentException(
              "Step " + step.name() + " of " + saga + " needs a step it does not wait for");
        }
      }
    }
    return arrays(dependents);
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

  /** The steps that each step feeds with a list, and before them those that the input feeds. */
  static int[][] feeds(String saga, List<? extends StepPlan<?>> steps) {
    List<List<Integer>> fed = new ArrayList<>();
    fed.add(new ArrayList<>());
    steps.forEach(step -> fed.add(new ArrayList<>()));
    for (StepPlan<?> step : steps) {
      EachPlan each = step.each();
      if (each != null) {
        int source = each.items().source();
        boolean ofResults = source >= 0 && steps.get(source).each() != null;
        if (source >= 0 && !step.dependencies().contains(source)
            || ofResults != each.items().isOfResults()) {
          throw new IllegalArgumentException(
              "Step " + step.name() + " of " + saga + " runs through a list it does not get");
        }
        fed.get(source + 1).add(step.index());
      }
    }
    return arrays(fed);
  }

  /** Pivots and what they wait for can turn back; what waits for them cannot. */
  static void requireSides(String saga, List<? extends StepPlan<?>> steps, int[] pivots) {
    for (int pivot : pivots) {
      boolean[] before = ancestors(steps, pivot);
      before[pivot] = true;
      for (StepPlan<?> step : steps) {
        boolean behind = step.index() != pivot && ancestors(steps, step.index())[pivot];
        if (step.afterPivot() ? before[step.index()] : behind) {
          throw new IllegalArgumentException(
              "Step " + step.name() + " of " + saga + " stands on the wrong side of a pivot");
        }
      }
    }
  }

  private static int[][] arrays(List<List<Integer>> lists) {
    return lists.stream()
        .map(list -> list.stream().mapToInt(Integer::intValue).toArray())
        .toArray(int[][]::new);
  }

  /** Which steps the target waits for, directly or not. */
  private static boolean[] ancestors(List<? extends StepPlan<?>> steps, int target) {
    boolean[] found = new boolean[steps.size()];
    Deque<Integer> open = new ArrayDeque<>();
    open.add(target);
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
