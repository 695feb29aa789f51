package dev.skald.processor.validate;

import dev.skald.processor.diagnostic.Report;
import dev.skald.processor.diagnostic.UndoWording;
import dev.skald.processor.model.Located;
import dev.skald.processor.model.MethodDraft;
import java.util.HashMap;
import java.util.Map;

/** A step has one undo. */
final class TwoUndosRule implements WiredRule {

  @Override
  public void check(Wired saga, Report report) {
    Map<String, String> undos = new HashMap<>();
    for (MethodDraft undo : saga.draft().undos()) {
      Located<String> step = undo.compensates().orElseThrow();
      String other = undos.putIfAbsent(step.value(), undo.name());
      if (other != null) {
        report.add(step.where(), UndoWording.twoUndos(step.value(), undo.name(), other));
      }
    }
  }
}
