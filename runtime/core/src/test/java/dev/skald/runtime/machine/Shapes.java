package dev.skald.runtime.machine;

import dev.skald.runtime.plan.StepPlan.Effect;
import dev.skald.runtime.plan.UndoPlan.Needs;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;

/** Makes random plans: only such as the language allows, and every kind of those. */
final class Shapes {

  private static final int MOST_STEPS = 30;

  private final SplittableRandom random;

  private Shapes(SplittableRandom random) {
    this.random = random;
  }

  static Shape random(SplittableRandom random) {
    Shapes shapes = new Shapes(random);
    return shapes.shape(shapes.size());
  }

  /** A plan of a few steps, to look at closely. */
  static Shape small(SplittableRandom random) {
    return new Shapes(random).shape(1 + random.nextInt(4));
  }

  /** Small plans are the more telling ones; large ones must not be missing. */
  private int size() {
    int dice = random.nextInt(10);
    return dice < 6
        ? 1 + random.nextInt(5)
        : dice < 9 ? 4 + random.nextInt(9) : 10 + random.nextInt(MOST_STEPS - 9);
  }

  private Shape shape(int size) {
    int pivot = random.nextInt(3) == 0 ? Shape.NO_PIVOT : random.nextInt(size);
    List<List<Integer>> edges = edges(size);
    if (pivot >= 0 && random.nextInt(4) > 0) {
      gatherAround(pivot, edges);
    }
    int[] place = places(size);
    BitSet before = reach(edges, pivot, true);
    BitSet behind = reach(edges, pivot, false);
    Shape.Step[] steps = new Shape.Step[size];
    for (int i = 0; i < size; i++) {
      boolean free = pivot == Shape.NO_PIVOT;
      Effect effect =
          i == pivot
              ? Effect.EFFECT
              : free || before.get(i) || behind.get(i) ? effect() : Effect.NONE;
      boolean undoable = effect == Effect.EFFECT && i != pivot && (free || before.get(i));
      List<Integer> after = edges.get(i).stream().map(d -> place[d]).sorted().toList();
      steps[place[i]] = step("s" + place[i], after, effect, undoable, behind.get(i));
    }
    return new Shape(List.of(steps), pivot < 0 ? pivot : place[pivot]);
  }

  private Effect effect() {
    int dice = random.nextInt(10);
    return dice < 7 ? Effect.EFFECT : dice < 9 ? Effect.NONE : Effect.IRREVERSIBLE;
  }

  private Shape.Step step(
      String name, List<Integer> after, Effect effect, boolean undoable, boolean late) {
    Needs needs = undoable ? Needs.values()[random.nextInt(Needs.values().length)] : null;
    boolean endless = random.nextInt(late ? 2 : 6) == 0;
    return new Shape.Step(
        name,
        after,
        effect,
        needs,
        endless ? Shape.UNLIMITED : 1 + random.nextInt(4),
        random.nextInt(2) == 0 ? Shape.UNLIMITED : 1 + random.nextInt(3),
        List.of(0L, 100L, 3_000L).get(random.nextInt(3)),
        random.nextInt(2) == 0);
  }

  /** Edges lead from lower to higher numbers: a sequence, side by side, diamonds, or anything. */
  private List<List<Integer>> edges(int size) {
    List<List<Integer>> edges = new ArrayList<>();
    int kind = random.nextInt(5);
    int width = 2 + random.nextInt(3);
    for (int i = 0; i < size; i++) {
      TreeSet<Integer> after = new TreeSet<>();
      if (i > 0 && kind == 0) {
        after.add(i - 1);
      } else if (kind == 1 && i == size - 1 && random.nextBoolean()) {
        for (int d = 0; d < i; d++) {
          after.add(d);
        }
      } else if (kind == 2) {
        diamond(i, width, after);
      } else if (i > 0 && kind > 2) {
        for (int edge = random.nextInt(4); edge > 0; edge--) {
          after.add(random.nextInt(i));
        }
      }
      edges.add(new ArrayList<>(after));
    }
    return edges;
  }

  /** One step, then some side by side, then one again that joins them. */
  private static void diamond(int i, int width, TreeSet<Integer> after) {
    int inGroup = i % (width + 1);
    if (inGroup > 0) {
      after.add(i - inGroup);
    } else {
      for (int d = Math.max(0, i - width); d < i; d++) {
        after.add(d);
      }
    }
  }

  /** What nothing waits for before the pivot is joined by it; what is free behind it, waits. */
  private static void gatherAround(int pivot, List<List<Integer>> edges) {
    for (int i = 0; i < edges.size(); i++) {
      if (i < pivot && !edges.get(pivot).contains(i)) {
        edges.get(pivot).add(i);
      } else if (i > pivot && edges.get(i).isEmpty()) {
        edges.get(i).add(pivot);
      }
    }
  }

  /** In half of the plans the order of the source is not the order of execution. */
  private int[] places(int size) {
    int[] places = new int[size];
    boolean shuffle = random.nextBoolean();
    for (int i = 0; i < size; i++) {
      int other = shuffle ? random.nextInt(i + 1) : i;
      places[i] = places[other];
      places[other] = i;
    }
    return places;
  }

  private static BitSet reach(List<List<Integer>> edges, int from, boolean down) {
    BitSet found = new BitSet();
    if (from < 0) {
      return found;
    }
    found.set(from);
    for (int round = 0; round < edges.size(); round++) {
      for (int i = 0; i < edges.size(); i++) {
        for (int d : edges.get(i)) {
          if (down && found.get(i)) {
            found.set(d);
          } else if (!down && found.get(d)) {
            found.set(i);
          }
        }
      }
    }
    found.clear(from);
    return found;
  }
}
