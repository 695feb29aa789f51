package dev.skald.processor.validate;

import dev.skald.processor.diagnostic.Report;
import dev.skald.processor.diagnostic.UndoWording;
import dev.skald.processor.model.MethodDraft;

/** Nothing runs beside the point of no return. */
final class ParallelPivotRule implements WiredRule {

  @Override
  public void check(Wired saga, Report report) {
    for (MethodDraft step : saga.steps()) {
      if (step.pivot().isPresent() && step.parallel().isPresent()) {
        report.add(step.parallel().get(), UndoWording.parallelPivot(step.name()));
      }
    }
  }
}
