package dev.skald.processor.validate;

import dev.skald.processor.diagnostic.Report;
import dev.skald.processor.diagnostic.UndoWording;
import dev.skald.processor.model.Draft;
import dev.skald.processor.model.MethodDraft;
import dev.skald.processor.model.ThrownDraft;

/** A rejection is a definite answer, which no all-embracing exception can be. */
final class BroadRejectionRule implements Rule {

  @Override
  public void check(Draft saga, Report report) {
    for (MethodDraft step : saga.steps()) {
      step.thrown().stream()
          .filter(thrown -> thrown.meaning() == ThrownDraft.Meaning.BROAD)
          .forEach(
              thrown ->
                  report.add(
                      step.where(),
                      UndoWording.broadRejection(step.name(), thrown.type().toString())));
      step.step().stream()
          .flatMap(mark -> mark.rejects().stream())
          .filter(rejected -> rejected.value().is("java.lang.RuntimeException"))
          .forEach(
              rejected ->
                  report.add(
                      rejected.where(),
                      UndoWording.broadRejection(step.name(), rejected.value().toString())));
    }
  }
}
