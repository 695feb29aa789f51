package dev.skald.processor.validate;

import dev.skald.processor.diagnostic.DataWording;
import dev.skald.processor.diagnostic.Report;
import dev.skald.processor.model.JavaType;
import dev.skald.processor.model.MethodDraft;
import java.util.HashSet;
import java.util.Set;

/** Warns of results that nobody takes. */
final class UnusedResultRule implements WiredRule {

  @Override
  public void check(Wired saga, Report report) {
    Set<Integer> taken = new HashSet<>();
    for (Wired.Use use : Wired.uses(saga.draft().methods())) {
      taken.addAll(saga.bind(use).steps());
    }
    if (saga.draft().returns().isEmpty()) {
      saga.resultStep().ifPresent(taken::add);
    }
    for (int index = 0; index < saga.steps().size(); index++) {
      MethodDraft step = saga.step(index);
      // What a child returns is for all who start it.
      boolean silent =
          step.result() instanceof JavaType.Nothing
              || step.child().isPresent()
              || saga.isQuiet(step);
      if (!silent && !taken.contains(index)) {
        report.add(
            step.where(), DataWording.unusedResult(step.name(), saga.given(index).toString()));
      }
    }
  }
}
