package dev.skald.processor.validate;

import dev.skald.processor.diagnostic.Report;
import dev.skald.processor.diagnostic.UndoWording;
import dev.skald.processor.model.MethodDraft;

/** A step without effect leaves nothing to undo, to accept or to decide. */
final class ReadOnlyRule implements WiredRule {

  @Override
  public void check(Wired saga, Report report) {
    for (int index = 0; index < saga.steps().size(); index++) {
      MethodDraft step = saga.step(index);
      if (step.readOnly()) {
        step.irreversible()
            .ifPresent(
                m ->
                    report.add(m.where(), UndoWording.readOnly(step.name(), "also @Irreversible")));
        step.pivot()
            .ifPresent(
                where -> report.add(where, UndoWording.readOnly(step.name(), "also the @Pivot")));
        saga.undo(index)
            .ifPresent(
                undo ->
                    report.add(
                        undo.compensates().orElseThrow().where(),
                        UndoWording.readOnly(step.name(), "undone by " + undo.name())));
      }
    }
  }
}
