package dev.skald.processor.validate;

import dev.skald.processor.diagnostic.Report;
import dev.skald.processor.diagnostic.UndoWording;
import java.util.Optional;

/** An undo takes what is always there when it runs. */
final class UndoDataRule implements WiredRule {

  @Override
  public void check(Wired saga, Report report) {
    for (Wired.Use use : Wired.uses(saga.draft().undos())) {
      check(use, saga.undone(use.method()).orElseThrow(), saga, report);
    }
  }

  private static void check(Wired.Use use, int undone, Wired saga, Report report) {
    Binding binding = saga.bind(use);
    Optional<Integer> early =
        binding.steps().stream()
            .filter(step -> step != undone && !saga.graph().isAncestor(step, undone))
            .findFirst();
    if (early.isPresent()) {
      report.add(
          use.parameter().where(),
          UndoWording.undoData(
              use.method().name(),
              use.parameter().name(),
              saga.step(undone).name(),
              saga.step(early.get()).name(),
              saga.graph().isAncestor(undone, early.get())));
    } else if (!saga.branches().isSure(use)) {
      report.add(
          use.parameter().where(),
          UndoWording.undoMaybe(
              use.method().name(),
              use.parameter().type().toString(),
              use.parameter().type().boxed().toString(),
              use.parameter().name(),
              saga.step(undone).name()));
    }
  }
}
