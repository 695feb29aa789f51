package dev.skald.processor.validate;

import dev.skald.processor.diagnostic.DataWording;
import dev.skald.processor.diagnostic.Report;
import dev.skald.processor.model.MethodDraft;

/** A step cannot wait for itself. */
final class SelfRule implements WiredRule {

  @Override
  public void check(Wired saga, Report report) {
    for (Wired.Use use : Wired.uses(saga.steps())) {
      if (saga.bind(use).steps().stream().anyMatch(s -> saga.step(s).equals(use.method()))) {
        report.add(
            use.parameter().where(),
            DataWording.selfData(
                use.method().name(), use.parameter().type().toString(), use.parameter().name()));
      }
    }
    for (MethodDraft step : saga.steps()) {
      step.step().stream()
          .flatMap(mark -> mark.after().stream())
          .filter(name -> name.value().equals(step.name()))
          .forEach(name -> report.add(name.where(), DataWording.selfNamed(step.name())));
    }
  }
}
