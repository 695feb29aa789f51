package dev.skald.processor.validate;

import dev.skald.processor.diagnostic.Report;
import dev.skald.processor.diagnostic.UndoWording;
import dev.skald.processor.model.MethodDraft;
import dev.skald.processor.model.ThrownDraft;

/** Warns of exceptions that are declared as a rejection but mostly mean that nobody knows. */
final class DoubtfulRejectionRule implements WiredRule {

  @Override
  public void check(Wired saga, Report report) {
    for (MethodDraft step : saga.steps()) {
      for (ThrownDraft thrown : step.thrown()) {
        if (thrown.meaning() == ThrownDraft.Meaning.DOUBTFUL && !saga.isQuiet(step)) {
          report.add(
              step.where(), UndoWording.doubtfulRejection(step.name(), thrown.type().toString()));
        }
      }
    }
  }
}
