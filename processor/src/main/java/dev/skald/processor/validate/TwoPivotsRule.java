package dev.skald.processor.validate;

import dev.skald.processor.diagnostic.Report;
import dev.skald.processor.diagnostic.UndoWording;
import dev.skald.processor.model.MethodDraft;

/** There is one point of no return on each path. */
final class TwoPivotsRule implements WiredRule {

  @Override
  public void check(Wired saga, Report report) {
    for (int pivot : saga.pivots().all()) {
      saga.pivots().on(pivot).stream()
          .filter(other -> other < pivot)
          .findFirst()
          .ifPresent(other -> tell(saga.step(pivot), saga.step(other), report));
    }
  }

  private static void tell(MethodDraft pivot, MethodDraft other, Report report) {
    report.add(pivot.pivot().orElseThrow(), UndoWording.twoPivots(pivot.name(), other.name()));
  }
}
