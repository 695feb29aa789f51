package dev.skald.runtime.machine;

import dev.skald.runtime.machine.Script.Fault;
import dev.skald.runtime.plan.StepPlan.Mode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Makes a failing case as small as it can, so that a person can read it. */
final class Shrinker {

  private Shrinker() {}

  /** Takes the first smaller case that still fails, until none does. */
  static Case shrink(Case failing, Predicate<Case> fails) {
    Case smallest = failing;
    boolean smaller = true;
    while (smaller) {
      Case current = smallest;
      smallest = candidates(current).filter(fails).findFirst().orElse(current);
      smaller = smallest != current;
    }
    return smallest;
  }

  private static Stream<Case> candidates(Case test) {
    List<Case> found = new ArrayList<>();
    Shape shape = test.shape();
    Script script = test.script();
    for (int i = 0; i < shape.steps().size() && shape.steps().size() > 1; i++) {
      if (isFree(shape, i)) {
        found.add(without(test, i));
      }
    }
    less(script.faults()).forEach(f -> found.add(new Case(shape, script.faults(f))));
    less(script.disturbances()).forEach(d -> found.add(new Case(shape, script.disturbances(d))));
    less(script.help()).forEach(h -> found.add(new Case(shape, script.help(h))));
    if (script.deadline() != 0) {
      found.add(new Case(shape, script.deadline(0)));
    }
    if (script.undone()) {
      found.add(new Case(shape, script.undone(false)));
    }
    if (script.order() != 0) {
      found.add(new Case(shape, script.order(0)));
    }
    for (int i = 0; i < shape.steps().size(); i++) {
      int step = i;
      simpler(shape.steps().get(i)).forEach(s -> found.add(new Case(with(shape, step, s), script)));
      if (script.lot(i) > 0) {
        List<Integer> lots = new ArrayList<>(script.lots());
        lots.set(i, lots.get(i) - 1);
        found.add(new Case(shape, script.lots(lots)));
      }
    }
    return found.stream().filter(Shrinker::isPlan);
  }

  /** The same step with one thing less to think of. */
  private static Stream<ShapeStep> simpler(ShapeStep step) {
    List<ShapeStep> found = new ArrayList<>();
    if (step.delay() != 0) {
      found.add(step.limits(step.attempts(), step.undoAttempts(), 0));
    }
    if (step.gate() != ShapeStep.Gate.NONE) {
      found.add(step.gate(ShapeStep.Gate.NONE, 0));
    }
    if (step.locks()) {
      found.add(step.locks(false));
    }
    if (step.pipelined()) {
      found.add(step.pipelined(false));
    }
    if (step.mode() != Mode.AT_LEAST_ONCE) {
      found.add(step.mode(Mode.AT_LEAST_ONCE));
    }
    if (step.runsForEach()) {
      found.add(step.each(ShapeStep.NO_LIST, 1));
    }
    for (List<Wait> fewer : less(step.waits()).toList()) {
      found.add(step.waits(fewer));
    }
    return found.stream();
  }

  private static <T> Stream<List<T>> less(List<T> list) {
    return Stream.iterate(0, i -> i < list.size(), i -> i + 1)
        .map(
            i -> {
              List<T> shorter = new ArrayList<>(list);
              shorter.remove((int) i);
              return shorter;
            });
  }

  private static Shape with(Shape shape, int index, ShapeStep step) {
    List<ShapeStep> steps = new ArrayList<>(shape.steps());
    steps.set(index, step);
    return new Shape(steps, shape.pivots());
  }

  /** What was taken away may have made a pivot, an effect or a list illegal. */
  private static boolean isPlan(Case test) {
    try {
      test.shape().plan();
      Sides sides = new Sides(test.shape());
      return sides.arePivotsLegal() && sides.areEffectsLegal();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Whether the step is no pivot, and decides nothing for others. */
  private static boolean isFree(Shape shape, int gone) {
    return !shape.pivots().contains(gone)
        && shape.steps().stream()
            .allMatch(
                step ->
                    step.source() != gone
                        && step.waits().stream()
                            .filter(wait -> wait.steps().contains(gone))
                            .allMatch(
                                wait ->
                                    wait.kind() == Wait.Kind.AFTER
                                        || wait.kind() == Wait.Kind.IF_TAKEN));
  }

  /** Who waited for the step waits for what the step waited for, so the rest keeps its order. */
  private static Case without(Case test, int gone) {
    Shape shape = test.shape();
    List<Wait> inherited = shape.steps().get(gone).waits();
    List<ShapeStep> steps = new ArrayList<>();
    for (int i = 0; i < shape.steps().size(); i++) {
      if (i != gone) {
        ShapeStep step = shape.steps().get(i);
        List<Wait> waits =
            step.waits().stream()
                .flatMap(w -> w.steps().contains(gone) ? inherited.stream() : Stream.of(w))
                .map(wait -> wait.moved(d -> moved(d, gone)))
                .distinct()
                .toList();
        ShapeStep moved = step.waits(waits);
        steps.add(
            step.source() < 0 ? moved : moved.each(moved(step.source(), gone), step.concurrency()));
      }
    }
    List<Fault> faults =
        test.script().faults().stream()
            .filter(f -> f.step() != gone)
            .map(f -> new Fault(moved(f.step(), gone), f.item(), f.kind(), f.reply()))
            .toList();
    Set<Integer> pivots =
        shape.pivots().stream().map(pivot -> moved(pivot, gone)).collect(Collectors.toSet());
    List<Integer> lots =
        IntStream.range(0, test.script().lots().size())
            .filter(i -> i != gone)
            .mapToObj(test.script().lots()::get)
            .toList();
    return new Case(new Shape(steps, pivots), test.script().faults(faults).lots(lots));
  }

  private static int moved(int index, int gone) {
    return index > gone ? index - 1 : index;
  }
}
