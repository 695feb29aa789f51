package dev.skald.processor.validate;

import dev.skald.processor.diagnostic.Report;
import dev.skald.processor.diagnostic.UndoWording;
import dev.skald.processor.model.MethodDraft;

/** After the point of no return nothing is undone. */
final class UndoAfterPivotRule implements WiredRule {

  @Override
  public void check(Wired saga, Report report) {
    for (MethodDraft undo : saga.draft().undos()) {
      int step = saga.undone(undo).orElseThrow();
      if (saga.pivots().isAfter(step)) {
        String pivot = saga.step(saga.pivots().before(step).orElseThrow()).name();
        report.add(
            undo.compensates().orElseThrow().where(),
            UndoWording.undoAfterPivot(undo.name(), saga.step(step).name(), pivot));
      }
    }
  }
}
