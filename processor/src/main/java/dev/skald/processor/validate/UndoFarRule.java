package dev.skald.processor.validate;

import dev.skald.processor.diagnostic.Report;
import dev.skald.processor.diagnostic.UndoWording;
import dev.skald.processor.model.MethodDraft;
import java.util.List;

/** Warns of undos that do not stand by their steps. */
final class UndoFarRule implements WiredRule {

  @Override
  public void check(Wired saga, Report report) {
    List<MethodDraft> methods = saga.draft().methods();
    for (MethodDraft undo : saga.draft().undos()) {
      MethodDraft step = saga.step(saga.undone(undo).orElseThrow());
      int from = Math.min(methods.indexOf(step), methods.indexOf(undo));
      int to = Math.max(methods.indexOf(step), methods.indexOf(undo));
      if (!saga.isQuiet(undo)) {
        methods.subList(from + 1, to).stream()
            .filter(between -> between.step().isPresent())
            .findFirst()
            .ifPresent(
                between ->
                    report.add(
                        undo.where(),
                        UndoWording.undoFar(undo.name(), step.name(), between.name())));
      }
    }
  }
}
