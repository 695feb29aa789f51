package dev.skald.processor.validate;

import dev.skald.processor.diagnostic.ElementWording;
import dev.skald.processor.diagnostic.Message;
import dev.skald.processor.diagnostic.Report;
import dev.skald.processor.diagnostic.UndoWording;
import dev.skald.processor.model.JavaType;
import dev.skald.processor.model.Located;
import dev.skald.processor.model.MethodDraft;
import dev.skald.processor.model.ThrownDraft;
import java.util.function.Function;

/** After the point of no return nothing can be declined. */
final class RejectionAfterPivotRule implements WiredRule {

  @Override
  public void check(Wired saga, Report report) {
    for (int index = 0; index < saga.steps().size(); index++) {
      MethodDraft step = saga.step(index);
      if (saga.pivots().isAfter(index)) {
        String pivot = saga.step(saga.pivots().before(index).orElseThrow()).name();
        check(step, thrown -> UndoWording.rejectionAfterPivot(step.name(), thrown, pivot), report);
      } else if (saga.pivots().isPivot(index) && !step.items().isEmpty()) {
        check(step, thrown -> ElementWording.eachRejection(step.name(), thrown), report);
      }
    }
  }

  private static void check(MethodDraft step, Function<String, Message> message, Report report) {
    for (ThrownDraft thrown : step.thrown()) {
      if (thrown.rejects()) {
        report.add(step.where(), message.apply(thrown.type().toString()));
      }
    }
    for (Located<JavaType> rejected : step.step().orElseThrow().rejects()) {
      report.add(rejected.where(), message.apply(rejected.value().toString()));
    }
  }
}
