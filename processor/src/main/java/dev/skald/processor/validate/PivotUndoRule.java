package dev.skald.processor.validate;

import dev.skald.processor.diagnostic.Report;
import dev.skald.processor.diagnostic.UndoWording;
import dev.skald.processor.model.MethodDraft;
import java.util.Optional;

/** The pivot is never undone. */
final class PivotUndoRule implements WiredRule {

  @Override
  public void check(Wired saga, Report report) {
    for (int index = 0; index < saga.steps().size(); index++) {
      MethodDraft step = saga.step(index);
      Optional<MethodDraft> undo = saga.undo(index);
      if (step.pivot().isPresent() && undo.isPresent() && !step.readOnly()) {
        report.add(
            undo.get().compensates().orElseThrow().where(),
            UndoWording.pivotUndo(step.name(), undo.get().name()));
      }
    }
  }
}
