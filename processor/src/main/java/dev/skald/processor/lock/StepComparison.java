package dev.skald.processor.lock;

import dev.skald.processor.diagnostic.ChangeWording;
import java.util.Optional;

/** Compares what a step is, beside its place in the graph. */
final class StepComparison {

  private final DescribedStep before;
  private final DescribedStep now;
  private final TypeComparison types;
  private final Differences found;

  StepComparison(DescribedStep before, DescribedStep now, TypeComparison types, Differences found) {
    this.before = before;
    this.now = now;
    this.types = types;
    this.found = found;
  }

  void compare() {
    String step = now.name();
    compareValue(step);
    compareGate(step);
    compareList(step);
    if (!before.locks().equals(now.locks())) {
      found.breaks(step, ChangeWording.locks(step));
    }
    if (!before.mode().equals(now.mode())) {
      found.breaks(step, ChangeWording.mode(step, mode(before), mode(now)));
    }
    boolean samePlace = before.pivot() == now.pivot() && before.afterPivot() == now.afterPivot();
    boolean sameEffect =
        before.effect().equals(now.effect()) && before.undo().isEmpty() == now.undo().isEmpty();
    if (samePlace && !sameEffect) {
      found.breaks(step, ChangeWording.effect(step));
    } else if (!before.undo().equals(now.undo())) {
      found.goesOn(step, ChangeWording.undoNeeds(step));
    }
  }

  private void compareValue(String step) {
    boolean had = !before.gives().is("void");
    boolean has = !now.gives().is("void");
    if (had && has) {
      types.compare(Optional.of(step), "The result of " + step, before.gives(), now.gives());
    } else if (has) {
      found.breaks(step, ChangeWording.valueNew(step));
    } else if (had) {
      found.goesOn(step, ChangeWording.valueDropped(step));
    }
  }

  private void compareGate(String step) {
    String was = before.gate().kind();
    String is = now.gate().kind();
    if (!was.equals(is)) {
      found.breaks(step, ChangeWording.gate(step, word(was), word(is)));
    } else if (!before.gate().event().is("void")) {
      types.compare(
          Optional.of(step), "The event of " + step, before.gate().event(), now.gate().event());
    }
  }

  private void compareList(String step) {
    if (!before.each().equals(now.each())) {
      boolean sameList = list(before).equals(list(now));
      found.breaks(step, sameList ? ChangeWording.concurrency(step) : ChangeWording.list(step));
    }
  }

  private static String list(DescribedStep step) {
    return step.each().split(" ", -1)[0];
  }

  private static String mode(DescribedStep step) {
    return step.mode().isEmpty() ? "at-least-once" : step.mode();
  }

  private static String word(String gate) {
    return gate.isEmpty() ? "nothing" : gate;
  }
}
