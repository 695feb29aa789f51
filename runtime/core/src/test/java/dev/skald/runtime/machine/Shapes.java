package dev.skald.runtime.machine;

import dev.skald.runtime.plan.ItemsRef;
import dev.skald.runtime.plan.StepPlan.Effect;
import dev.skald.runtime.plan.StepPlan.Mode;
import dev.skald.runtime.plan.UndoPlan.Needs;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;

/** Makes random plans: only such as the language allows, and every kind of those. */
final class Shapes {

  private static final int MOST_STEPS = 30;
  private static final List<Long> WAITS = List.of(300L, 5_000L, 86_400_000L);

  private final SplittableRandom random;

  /** Each plan has some of the language only, so that plans stay readable. */
  private final boolean branches;

  private final boolean gates;
  private final boolean lists;
  private final boolean locks;
  private final boolean modes;

  private Shapes(SplittableRandom random) {
    this.random = random;
    this.branches = random.nextInt(3) == 0;
    this.gates = random.nextInt(3) == 0;
    this.lists = random.nextInt(3) == 0;
    this.locks = random.nextInt(4) == 0;
    this.modes = random.nextInt(2) == 0;
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
    Edges edges = new Edges(random, size, branches);
    int pivot = random.nextInt(3) == 0 ? -1 : random.nextInt(size);
    if (pivot >= 0 && random.nextInt(4) > 0) {
      gatherAround(pivot, edges.waits);
    }
    int[] place = places(size);
    ShapeStep[] steps = new ShapeStep[size];
    for (int i = 0; i < size; i++) {
      List<Wait> waits = edges.waits.get(i).stream().map(w -> w.moved(d -> place[d])).toList();
      steps[place[i]] = new ShapeStep("s" + place[i]).waits(waits).variants(edges.variants[i]);
    }
    Shape bare = new Shape(List.of(steps), Set.of());
    return dress(bare, pivot < 0 ? Set.of() : pivots(bare, place[pivot]));
  }

  /** What nothing waits for before the pivot is joined by it; what is free behind it, waits. */
  private static void gatherAround(int pivot, List<List<Wait>> waits) {
    for (int i = 0; i < waits.size(); i++) {
      int step = i;
      if (i < pivot && waits.get(pivot).stream().noneMatch(w -> w.steps().contains(step))) {
        boolean joined = waits.get(pivot).stream().anyMatch(w -> w.kind() != Wait.Kind.AFTER);
        waits.get(pivot).add(joined ? Wait.ifTaken(i) : Wait.after(i));
      } else if (i > pivot && waits.get(i).isEmpty()) {
        waits.get(i).add(Wait.after(pivot));
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

  /** One pivot, and on branches that exclude it further ones. */
  private Set<Integer> pivots(Shape shape, int first) {
    Set<Integer> found = new TreeSet<>(Set.of(first));
    if (!new Sides(new Shape(shape.steps(), found)).arePivotsLegal()) {
      return Set.of();
    }
    for (int step = 0; step < shape.steps().size() && branches; step++) {
      Set<Integer> more = new TreeSet<>(found);
      more.add(step);
      if (random.nextInt(4) > 0 && new Sides(new Shape(shape.steps(), more)).arePivotsLegal()) {
        found = more;
      }
    }
    return found;
  }

  /** Says of each step what it does, in a way that its place allows. */
  private Shape dress(Shape bare, Set<Integer> pivots) {
    Sides sides = new Sides(new Shape(bare.steps(), pivots));
    List<ShapeStep> steps = new ArrayList<>();
    for (int i = 0; i < bare.steps().size(); i++) {
      boolean pivot = pivots.contains(i);
      boolean undoable = !pivot && sides.canTurnBack(i);
      boolean effect = pivot || undoable || sides.isSurelyBehind(i);
      ShapeStep step = bare.steps().get(i).effect(effect ? effect(pivot) : Effect.NONE);
      steps.add(dress(step, undoable, !undoable && !pivot));
    }
    List<ShapeStep> each = new ArrayList<>(steps);
    for (int i = 0; i < steps.size() && lists; i++) {
      if (!pivots.contains(i) && steps.get(i).variants() == 0) {
        each.set(i, each(steps.get(i), steps));
      }
    }
    return new Shape(each, pivots);
  }

  /** The same plan with pipelined steps, most of which let others run ahead. */
  static Shape pipelined(Shape shape, SplittableRandom random) {
    List<ShapeStep> steps = new ArrayList<>();
    for (ShapeStep step : shape.steps()) {
      boolean mayBe = step.mode() == Mode.AT_LEAST_ONCE && !step.runsForEach();
      boolean isPivot = shape.pivots().contains(steps.size());
      boolean byKey = mayBe && step.undo() != null && random.nextInt(8) > 0;
      ShapeStep undone = byKey ? step.undo(Needs.OUTCOME) : step;
      steps.add(undone.pipelined(mayBe && !isPivot && random.nextInt(8) > 0));
    }
    return new Shape(steps, shape.pivots());
  }

  private Effect effect(boolean pivot) {
    int dice = pivot ? 0 : random.nextInt(10);
    return dice < 7 ? Effect.EFFECT : dice < 9 ? Effect.NONE : Effect.IRREVERSIBLE;
  }

  private ShapeStep dress(ShapeStep bare, boolean undoable, boolean late) {
    Mode mode = modes && random.nextBoolean() ? mode(bare.effect()) : Mode.AT_LEAST_ONCE;
    boolean endless = random.nextInt(late ? 2 : 6) == 0;
    ShapeStep step =
        bare.mode(mode)
            .limits(
                endless ? Shape.UNLIMITED : 1 + random.nextInt(4),
                mode == Mode.CHILD || random.nextInt(2) == 0
                    ? Shape.UNLIMITED
                    : 1 + random.nextInt(3),
                List.of(0L, 100L, 3_000L).get(random.nextInt(3)))
            .returnsNothing(bare.variants() == 0 && random.nextBoolean())
            .locks(locks && random.nextInt(3) == 0);
    if (undoable && step.effect() == Effect.EFFECT) {
      step = step.undo(needs(mode));
    }
    if (gates && random.nextInt(3) == 0) {
      ShapeStep.Gate gate = ShapeStep.Gate.values()[1 + random.nextInt(4)];
      step = step.gate(gate, WAITS.get(random.nextInt(WAITS.size())));
    }
    return step;
  }

  private Mode mode(Effect effect) {
    return switch (random.nextInt(3)) {
      case 0 -> Mode.AT_MOST_ONCE;
      case 1 -> Mode.TRANSACTIONAL;
      default -> effect == Effect.NONE ? Mode.AT_LEAST_ONCE : Mode.CHILD;
    };
  }

  /** An outcome that stays unknown cannot be waited for; a child must be known. */
  private Needs needs(Mode mode) {
    return switch (mode) {
      case CHILD -> Needs.RESULT;
      case AT_MOST_ONCE -> random.nextBoolean() ? Needs.OUTCOME : Needs.NOTHING;
      default -> Needs.values()[random.nextInt(Needs.values().length)];
    };
  }

  /** A list comes from the input, or from a step with a result that surely ran before. */
  private ShapeStep each(ShapeStep step, List<ShapeStep> all) {
    List<Integer> sources =
        new ArrayList<>(
            step.after().stream()
                .filter(d -> step.waits().stream().anyMatch(wait -> wait.requires(d)))
                .filter(d -> !all.get(d).isVoid())
                .toList());
    sources.add(ItemsRef.INPUT);
    return random.nextBoolean()
        ? step
        : step.each(sources.get(random.nextInt(sources.size())), 1 + random.nextInt(3));
  }
}
