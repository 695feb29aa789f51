package dev.skald.processor.validate;

import dev.skald.processor.diagnostic.Report;
import dev.skald.processor.diagnostic.Wording;

/** An undo takes what is always there when it runs. */
final class UndoDataRule implements WiredRule {

  @Override
  public void check(Wired saga, Report report) {
    for (Wired.Use use : Wired.uses(saga.draft().undos())) {
      int undone = saga.undone(use.method()).orElseThrow();
      if (saga.bind(use) instanceof Binding.Result result
          && result.step() != undone
          && !saga.graph().isAncestor(result.step(), undone)) {
        report.add(
            use.parameter().where(),
            Wording.undoData(
                use.method().name(),
                use.parameter().name(),
                saga.step(undone).name(),
                saga.step(result.step()).name(),
                saga.graph().isAncestor(undone, result.step())));
      }
    }
  }
}
