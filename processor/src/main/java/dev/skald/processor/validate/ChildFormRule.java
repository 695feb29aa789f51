package dev.skald.processor.validate;

import dev.skald.processor.diagnostic.Anchor;
import dev.skald.processor.diagnostic.ChildWording;
import dev.skald.processor.diagnostic.Report;
import dev.skald.processor.model.MethodDraft;
import dev.skald.processor.model.StepDraft;
import java.util.Optional;

/** A child is started again and again with one key, and undoes itself. */
final class ChildFormRule implements WiredRule {

  @Override
  public void check(Wired saga, Report report) {
    for (int starter : Kin.starters(saga)) {
      MethodDraft step = saga.step(starter);
      StepDraft mark = step.step().orElseThrow();
      String child = step.child().orElseThrow().type().toString();
      mode(step, child, "atMostOnce", mark.atMostOnce(), report);
      mode(step, child, "transactional", mark.transactional(), report);
      mode(step, child, "readOnly", mark.readOnly(), report);
      saga.undo(starter)
          .ifPresent(
              undo ->
                  report.add(
                      undo.compensates().orElseThrow().where(),
                      ChildWording.childUndo(undo.name(), step.name(), child)));
    }
  }

  private static void mode(
      MethodDraft step, String child, String mode, Optional<Anchor> written, Report report) {
    written.ifPresent(where -> report.add(where, ChildWording.childMode(step.name(), child, mode)));
  }
}
