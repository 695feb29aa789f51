package dev.skald.processor.validate;

import dev.skald.processor.diagnostic.Report;
import dev.skald.processor.diagnostic.Wording;
import dev.skald.processor.model.MethodDraft;
import java.util.Optional;

/** After the point of no return nothing is undone. */
final class UndoAfterPivotRule implements WiredRule {

  @Override
  public void check(Wired saga, Report report) {
    Optional<Integer> pivot = saga.pivot();
    for (MethodDraft undo : saga.draft().undos()) {
      int step = saga.undone(undo).orElseThrow();
      if (pivot.isPresent() && !saga.graph().isAncestor(step, pivot.get())) {
        report.add(
            undo.compensates().orElseThrow().where(),
            Wording.undoAfterPivot(
                undo.name(), saga.step(step).name(), saga.step(pivot.get()).name()));
      }
    }
  }
}
