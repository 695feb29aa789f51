package dev.skald.processor.validate;

import dev.skald.processor.diagnostic.DataWording;
import dev.skald.processor.diagnostic.Report;
import dev.skald.processor.model.MethodDraft;
import dev.skald.processor.model.ParameterDraft;

/** A parameter has the type of the result it is to take. */
final class FromTypeRule implements WiredRule {

  @Override
  public void check(Wired saga, Report report) {
    for (Wired.Use use : Wired.uses(saga.draft().methods())) {
      ParameterDraft parameter = use.parameter();
      if (parameter.from().isPresent() && saga.bind(use) instanceof Binding.Result from) {
        MethodDraft step = saga.step(from.step());
        if (!saga.gives(use.method(), from.step(), parameter.type())
            && !EachResultRule.concerns(use, saga)) {
          report.add(
              parameter.from().get().where(),
              DataWording.fromType(
                  parameter.name(),
                  parameter.type().toString(),
                  step.name(),
                  saga.given(from.step()).toString()));
        }
      }
    }
  }
}
