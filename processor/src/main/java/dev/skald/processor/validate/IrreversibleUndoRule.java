package dev.skald.processor.validate;

import dev.skald.processor.diagnostic.Report;
import dev.skald.processor.diagnostic.UndoWording;
import dev.skald.processor.model.MethodDraft;
import java.util.Optional;

/** An effect stays or is undone. */
final class IrreversibleUndoRule implements WiredRule {

  @Override
  public void check(Wired saga, Report report) {
    for (int index = 0; index < saga.steps().size(); index++) {
      MethodDraft step = saga.step(index);
      Optional<MethodDraft> undo = saga.undo(index);
      if (step.irreversible().isPresent() && undo.isPresent()) {
        report.add(
            step.irreversible().get().where(),
            UndoWording.irreversibleUndo(step.name(), undo.get().name()));
      }
    }
  }
}
