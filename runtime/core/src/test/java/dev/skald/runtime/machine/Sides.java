package dev.skald.runtime.machine;

import dev.skald.runtime.plan.StepPlan;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** On which side of the pivots the steps of a shape stand, and which of them exclude each other. */
final class Sides {

  private final Shape shape;
  private final List<BitSet> before = new ArrayList<>();
  private final List<Map<Integer, Set<Integer>>> conditions = new ArrayList<>();

  Sides(Shape shape) {
    this.shape = shape;
    shape.steps().forEach(step -> before.add(new BitSet()));
    shape.steps().forEach(step -> conditions.add(new HashMap<>()));
    // Edges may lead to later steps of the source, so what follows takes as many rounds as steps.
    for (int round = 0; round < shape.steps().size(); round++) {
      for (int i = 0; i < shape.steps().size(); i++) {
        look(i);
      }
    }
  }

  private void look(int step) {
    for (Wait wait : shape.steps().get(step).waits()) {
      for (int other : wait.steps()) {
        before.get(step).set(other);
        before.get(step).or(before.get(other));
        if (wait.requires(other)) {
          conditions.get(other).forEach((decider, variants) -> require(step, decider, variants));
        }
      }
      if (wait.kind() == Wait.Kind.VARIANT) {
        require(step, wait.steps().get(0), new HashSet<>(wait.variants()));
      }
    }
  }

  private void require(int step, int decider, Set<Integer> variants) {
    conditions.get(step).computeIfAbsent(decider, d -> new HashSet<>(variants)).retainAll(variants);
  }

  BitSet before(int step) {
    return before.get(step);
  }

  boolean isBefore(int step, int other) {
    return before.get(other).get(step);
  }

  /** Whether no run takes both. */
  boolean exclude(int one, int other) {
    return conditions.get(one).entrySet().stream()
        .anyMatch(
            entry -> {
              Set<Integer> both = new HashSet<>(entry.getValue());
              both.retainAll(conditions.get(other).getOrDefault(entry.getKey(), both));
              return both.isEmpty();
            });
  }

  /** Whether the step runs before any pivot is called, or in no run in which one is. */
  boolean canTurnBack(int step) {
    return shape.pivots().stream()
        .allMatch(pivot -> pivot == step || isBefore(step, pivot) || exclude(step, pivot));
  }

  /** Whether the step runs only in runs in which a pivot has succeeded before. */
  boolean isSurelyBehind(int step) {
    return shape.steps().get(step).waits().stream()
        .anyMatch(
            wait ->
                wait.kind() != Wait.Kind.IF_TAKEN
                    && wait.steps().stream()
                        .allMatch(s -> shape.pivots().contains(s) || isSurelyBehind(s)));
  }

  /** Whether each step leaves behind only what can be undone, or is behind a pivot. */
  boolean areEffectsLegal() {
    for (int i = 0; i < shape.steps().size(); i++) {
      ShapeStep step = shape.steps().get(i);
      boolean pivot = shape.pivots().contains(i);
      boolean undoable = !pivot && canTurnBack(i);
      boolean effect = step.effect() == StepPlan.Effect.EFFECT;
      boolean mayHaveOne = pivot || undoable || isSurelyBehind(i);
      if (step.effect() != StepPlan.Effect.NONE && !mayHaveOne
          || (step.undo() != null) != (undoable && effect)) {
        return false;
      }
    }
    return true;
  }

  /** Whether the pivots are such as the language allows. */
  boolean arePivotsLegal() {
    for (int pivot : shape.pivots()) {
      for (int other : shape.pivots()) {
        boolean fine =
            pivot == other
                || exclude(pivot, other)
                    && before.get(other).stream()
                        .allMatch(s -> isBefore(s, pivot) || exclude(s, pivot));
        if (!fine || isBefore(pivot, other)) {
          return false;
        }
      }
      if (shape.steps().get(pivot).runsForEach()) {
        return false;
      }
    }
    // The machine trusts that what stands behind a pivot cannot turn the run back.
    for (int step = 0; step < shape.steps().size(); step++) {
      boolean turnsBack = canTurnBack(step);
      for (int pivot : shape.pivots()) {
        boolean isBefore = pivot == step || isBefore(step, pivot);
        if (turnsBack && isBefore(pivot, step) || !turnsBack && isBefore) {
          return false;
        }
      }
    }
    return true;
  }
}
