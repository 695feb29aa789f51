package dev.skald.processor.validate;

import dev.skald.processor.diagnostic.Report;
import dev.skald.processor.diagnostic.Wording;
import dev.skald.processor.model.JavaType;
import dev.skald.processor.model.Located;
import dev.skald.processor.model.MethodDraft;
import dev.skald.processor.model.ThrownDraft;

/** After the point of no return nothing can be declined. */
final class RejectionAfterPivotRule implements WiredRule {

  @Override
  public void check(Wired saga, Report report) {
    for (int step = 0; step < saga.steps().size(); step++) {
      if (saga.pivots().isAfter(step)) {
        int pivot = saga.pivots().before(step).orElseThrow();
        check(saga.step(step), saga.step(pivot).name(), report);
      }
    }
  }

  private static void check(MethodDraft step, String pivot, Report report) {
    for (ThrownDraft thrown : step.thrown()) {
      if (thrown.rejects()) {
        report.add(
            step.where(),
            Wording.rejectionAfterPivot(step.name(), thrown.type().toString(), pivot));
      }
    }
    for (Located<JavaType> rejected : step.step().orElseThrow().rejects()) {
      report.add(
          rejected.where(),
          Wording.rejectionAfterPivot(step.name(), rejected.value().toString(), pivot));
    }
  }
}
