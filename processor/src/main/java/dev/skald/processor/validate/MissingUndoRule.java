package dev.skald.processor.validate;

import dev.skald.processor.diagnostic.Report;
import dev.skald.processor.diagnostic.UndoWording;
import dev.skald.processor.model.MethodDraft;
import java.util.Optional;
import java.util.stream.IntStream;

/** Every effect before the point of no return is undone or knowingly left. */
final class MissingUndoRule implements WiredRule {

  @Override
  public void check(Wired saga, Report report) {
    Pivots pivots = saga.pivots();
    for (int step = 0; step < saga.steps().size(); step++) {
      boolean before = !pivots.isPivot(step) && !pivots.isAfter(step);
      if (before && saga.needsUndo(step)) {
        Optional<Integer> pivot = pivots.on(step).stream().findFirst();
        report.add(
            saga.step(step).where(),
            UndoWording.missingUndo(
                saga.step(step).name(),
                pivot.map(saga::step).map(MethodDraft::name),
                !pivots.all().isEmpty(),
                pivot.isEmpty() && mayBePivot(step, saga)));
      } else if (pivots.isAfter(step) && saga.needsUndo(step) && pivots.mayLack(step)) {
        int pivot = pivots.on(step).get(0);
        report.add(
            saga.step(step).where(),
            UndoWording.missingUndoWithoutPivot(saga.step(step).name(), saga.step(pivot).name()));
      }
    }
  }

  /** Whether {@code @Pivot} on the step would break no other rule. */
  private static boolean mayBePivot(int step, Wired saga) {
    return saga.step(step).parallel().isEmpty()
        && IntStream.range(0, saga.steps().size())
            .filter(other -> other != step && !saga.graph().isAncestor(other, step))
            .filter(other -> !saga.branches().exclusive(other, step))
            .noneMatch(other -> saga.undo(other).isPresent() || saga.step(other).mayBeRejected());
  }
}
