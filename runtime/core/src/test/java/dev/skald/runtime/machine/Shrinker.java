package dev.skald.runtime.machine;

import dev.skald.runtime.machine.Script.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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
      Case smaller = without(test, i);
      if (smaller != null) {
        found.add(smaller);
      }
    }
    less(script.faults()).forEach(f -> found.add(new Case(shape, script.faults(f))));
    less(script.disturbances()).forEach(d -> found.add(new Case(shape, script.disturbances(d))));
    less(script.help()).forEach(h -> found.add(new Case(shape, script.help(h))));
    if (script.deadline() != 0) {
      found.add(new Case(shape, script.deadline(0)));
    }
    if (script.order() != 0) {
      found.add(new Case(shape, script.order(0)));
    }
    for (int i = 0; i < shape.steps().size(); i++) {
      Shape.Step step = shape.steps().get(i);
      if (step.delay() != 0) {
        found.add(
            new Case(with(shape, i, step.limits(step.attempts(), step.undoAttempts(), 0)), script));
      }
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

  private static Shape with(Shape shape, int index, Shape.Step step) {
    List<Shape.Step> steps = new ArrayList<>(shape.steps());
    steps.set(index, step);
    return new Shape(steps, shape.pivot());
  }

  /** Who waited for the step waits for what the step waited for, so the rest keeps its order. */
  private static @Nullable Case without(Case test, int gone) {
    Shape shape = test.shape();
    if (gone == shape.pivot()) {
      return null;
    }
    List<Shape.Step> steps = new ArrayList<>();
    for (int i = 0; i < shape.steps().size(); i++) {
      if (i != gone) {
        List<Integer> after =
            shape.steps().get(i).after().stream()
                .flatMap(d -> d == gone ? shape.steps().get(gone).after().stream() : Stream.of(d))
                .distinct()
                .map(d -> moved(d, gone))
                .sorted()
                .toList();
        steps.add(shape.steps().get(i).after(after));
      }
    }
    List<Fault> faults =
        test.script().faults().stream()
            .filter(f -> f.step() != gone)
            .map(f -> new Fault(moved(f.step(), gone), f.undo(), f.reply()))
            .toList();
    int pivot = shape.pivot() == Shape.NO_PIVOT ? shape.pivot() : moved(shape.pivot(), gone);
    return new Case(new Shape(steps, pivot), test.script().faults(faults));
  }

  private static int moved(int index, int gone) {
    return index > gone ? index - 1 : index;
  }
}
