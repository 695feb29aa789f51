package dev.skald.processor.validate;

import dev.skald.processor.diagnostic.ElementWording;
import dev.skald.processor.diagnostic.Report;
import dev.skald.processor.model.MethodDraft;
import dev.skald.processor.model.StepDraft;
import java.util.List;

/** What is called once is never called again, not even to learn how it went. */
final class AtMostOnceRule implements WiredRule {

  @Override
  public void check(Wired saga, Report report) {
    for (int index = 0; index < saga.steps().size(); index++) {
      MethodDraft step = saga.step(index);
      if (step.atMostOnce()) {
        step.retry()
            .ifPresent(retry -> report.add(retry.where(), ElementWording.onceRetried(step.name())));
        step.step()
            .flatMap(StepDraft::readOnly)
            .ifPresent(where -> report.add(where, ElementWording.onceReadOnly(step.name())));
        int own = index;
        saga.undo(index).ifPresent(undo -> check(undo, own, saga, report));
      }
    }
  }

  private static void check(MethodDraft undo, int step, Wired saga, Report report) {
    for (Wired.Use use : Wired.uses(List.of(undo))) {
      if (saga.bind(use).equals(new Binding.Result(step))) {
        report.add(
            use.parameter().where(),
            ElementWording.onceUndone(
                undo.name(),
                use.parameter().type() + " " + use.parameter().name(),
                saga.step(step).name(),
                saga.outcome(step).toString()));
      }
    }
  }
}
