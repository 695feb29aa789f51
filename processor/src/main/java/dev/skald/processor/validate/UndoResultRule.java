package dev.skald.processor.validate;

import dev.skald.processor.diagnostic.Report;
import dev.skald.processor.diagnostic.Wording;
import dev.skald.processor.model.Draft;
import dev.skald.processor.model.JavaType;
import dev.skald.processor.model.MethodDraft;

/** An undo has no result. */
final class UndoResultRule implements Rule {

  @Override
  public void check(Draft saga, Report report) {
    for (MethodDraft undo : saga.undos()) {
      if (!undo.async() && !(undo.result() instanceof JavaType.Nothing)) {
        report.add(undo.where(), Wording.undoResult(undo.name(), undo.returnType().toString()));
      }
    }
  }
}
