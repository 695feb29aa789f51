package dev.skald.processor.validate;

import dev.skald.processor.diagnostic.Report;
import dev.skald.processor.diagnostic.Wording;
import dev.skald.processor.model.Draft;
import dev.skald.processor.model.MethodDraft;

/** An effect that stays is explained. */
final class ReasonRule implements Rule {

  @Override
  public void check(Draft saga, Report report) {
    for (MethodDraft step : saga.steps()) {
      step.irreversible()
          .filter(reason -> reason.value().isBlank())
          .ifPresent(reason -> report.add(reason.where(), Wording.reason(step.name())));
    }
  }
}
