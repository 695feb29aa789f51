package dev.skald.processor.validate;

import dev.skald.processor.diagnostic.Report;
import dev.skald.processor.diagnostic.UndoWording;
import java.util.Optional;

/** A step is before the points of no return, or behind them. */
final class PivotSidesRule implements WiredRule {

  @Override
  public void check(Wired saga, Report report) {
    Pivots pivots = saga.pivots();
    for (int index = 0; index < saga.steps().size(); index++) {
      int step = index;
      // Who is behind only because he waits for another that is has no mistake of his own.
      if (pivots.after(step).equals(Optional.of(step))) {
        pivots.all().stream()
            .filter(pivot -> saga.graph().isAncestor(step, pivot))
            .findFirst()
            .ifPresent(
                pivot ->
                    report.add(
                        saga.step(step).where(),
                        UndoWording.pivotSides(
                            saga.step(step).name(),
                            saga.step(pivot).name(),
                            saga.step(pivots.before(step).orElseThrow()).name())));
      }
    }
  }
}
