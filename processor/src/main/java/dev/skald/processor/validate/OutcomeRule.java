package dev.skald.processor.validate;

import dev.skald.processor.diagnostic.Report;
import dev.skald.processor.diagnostic.Wording;
import dev.skald.processor.model.JavaType;
import dev.skald.processor.model.MethodDraft;
import java.util.List;
import java.util.Optional;

/** An outcome is that of the step which is undone. */
final class OutcomeRule implements WiredRule {

  private static final JavaType VOID =
      new JavaType.Declared("java.lang", List.of("Void"), List.of());

  @Override
  public void check(Wired saga, Report report) {
    for (Wired.Use use : Wired.uses(saga.draft().methods())) {
      if (use.parameter().isOutcome()) {
        check(use, saga, report);
      }
    }
  }

  private static void check(Wired.Use use, Wired saga, Report report) {
    Optional<MethodDraft> step = saga.undone(use.method()).map(saga::step);
    if (step.isEmpty()) {
      report.add(
          use.parameter().where(),
          Wording.outcomePlace(use.method().name(), use.parameter().name()));
      return;
    }
    JavaType result = step.get().result().boxed();
    JavaType content = result instanceof JavaType.Nothing ? VOID : result;
    JavaType right = new JavaType.Declared("dev.skald", List.of("Outcome"), List.of(content));
    if (!use.parameter().type().equals(right)) {
      report.add(
          use.parameter().where(),
          Wording.outcomeType(
              use.method().name(),
              use.parameter().type().toString(),
              step.get().name(),
              right.toString()));
    }
  }
}
