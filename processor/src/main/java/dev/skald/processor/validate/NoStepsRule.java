package dev.skald.processor.validate;

import dev.skald.processor.diagnostic.Report;
import dev.skald.processor.diagnostic.Wording;
import dev.skald.processor.model.Draft;

/** A saga does something. */
final class NoStepsRule implements Rule {

  @Override
  public void check(Draft saga, Report report) {
    if (saga.steps().isEmpty()) {
      report.add(saga.where(), Wording.noSteps(saga.type().simpleName()));
    }
  }
}
