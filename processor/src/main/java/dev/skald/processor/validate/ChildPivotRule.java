package dev.skald.processor.validate;

import dev.skald.processor.diagnostic.ChildWording;
import dev.skald.processor.diagnostic.Report;
import dev.skald.processor.model.ChildDraft;
import dev.skald.processor.model.MethodDraft;
import dev.skald.processor.model.SagaModel;
import java.util.Optional;

/** What may have to be undone can be undone: a child before the pivot has none of its own. */
final class ChildPivotRule implements WiredRule {

  @Override
  public void check(Wired saga, Report report) {
    for (int starter : Kin.starters(saga)) {
      MethodDraft step = saga.step(starter);
      boolean isPivot = saga.pivots().isPivot(starter);
      Optional<Integer> pivot = saga.pivots().on(starter).stream().findFirst();
      if (!isPivot && saga.canTurnBack(starter) && step.irreversible().isEmpty()) {
        ChildDraft child = step.child().orElseThrow();
        Kin.model(saga, starter)
            .flatMap(ChildPivotRule::pivot)
            .ifPresent(
                point ->
                    report.add(
                        child.where(),
                        ChildWording.childPivot(
                            step.name(),
                            child.type().toString(),
                            point,
                            pivot.map(saga::step).map(MethodDraft::name))));
      }
    }
  }

  private static Optional<String> pivot(SagaModel child) {
    return child.pivots().stream().map(p -> child.steps().get(p).call().method()).findFirst();
  }
}
