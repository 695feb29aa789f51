package dev.skald.processor.validate;

import dev.skald.processor.diagnostic.Report;
import dev.skald.processor.diagnostic.UndoWording;
import dev.skald.processor.model.JavaType;
import java.util.Optional;

/** An outcome is that of the step which is undone. */
final class OutcomeRule implements WiredRule {

  @Override
  public void check(Wired saga, Report report) {
    for (Wired.Use use : Wired.uses(saga.draft().methods())) {
      if (use.parameter().isOutcome()) {
        check(use, saga, report);
      }
    }
  }

  private static void check(Wired.Use use, Wired saga, Report report) {
    Optional<Integer> step = saga.undone(use.method());
    if (step.isEmpty()) {
      report.add(
          use.parameter().where(),
          UndoWording.outcomePlace(use.method().name(), use.parameter().name()));
      return;
    }
    JavaType right = saga.outcome(step.get());
    if (!use.parameter().type().equals(right)) {
      report.add(
          use.parameter().where(),
          UndoWording.outcomeType(
              use.method().name(),
              use.parameter().type().toString(),
              saga.step(step.get()).name(),
              right.toString()));
    }
  }
}
