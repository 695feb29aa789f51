package dev.skald.processor.validate;

import dev.skald.processor.diagnostic.Report;
import dev.skald.processor.diagnostic.UndoWording;
import dev.skald.processor.model.Draft;
import dev.skald.processor.model.JavaType;
import dev.skald.processor.model.MethodDraft;

/** An undo has no result. */
final class UndoResultRule implements Rule {

  @Override
  public void check(Draft saga, Report report) {
    for (MethodDraft undo : saga.undos()) {
      // What is a step as well has one role too many, and its result may be right for that one.
      boolean alone = undo.step().isEmpty() && undo.returns().isEmpty();
      if (alone && !undo.async() && !(undo.result() instanceof JavaType.Nothing)) {
        report.add(undo.where(), UndoWording.undoResult(undo.name(), undo.returnType().toString()));
      }
    }
  }
}
