package dev.skald.processor.validate;

import dev.skald.processor.diagnostic.Report;
import dev.skald.processor.diagnostic.Wording;
import dev.skald.processor.model.Located;
import dev.skald.processor.model.MethodDraft;
import dev.skald.processor.model.ParameterDraft;

/** Every step that is named exists. */
final class UnknownStepRule implements WiredRule {

  @Override
  public void check(Wired saga, Report report) {
    for (MethodDraft method : saga.draft().methods()) {
      method.compensates().ifPresent(name -> check("@Compensate", name, saga, report));
      method
          .step()
          .ifPresent(step -> step.after().forEach(name -> check("after", name, saga, report)));
      for (ParameterDraft parameter : method.parameters()) {
        parameter.from().ifPresent(name -> check("@From", name, saga, report));
      }
    }
  }

  private static void check(String mark, Located<String> name, Wired saga, Report report) {
    if (saga.index(name.value()).isEmpty()) {
      report.add(
          name.where(),
          Wording.unknownStep(
              mark, name.value(), saga.draft().type().simpleName(), saga.stepNames()));
    }
  }
}
