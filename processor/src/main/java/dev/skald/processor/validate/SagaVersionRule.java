package dev.skald.processor.validate;

import dev.skald.processor.diagnostic.Report;
import dev.skald.processor.diagnostic.Wording;
import dev.skald.processor.model.Draft;

/** Versions count from 1. */
final class SagaVersionRule implements Rule {

  @Override
  public void check(Draft saga, Report report) {
    if (saga.version().value() < 1) {
      report.add(saga.version().where(), Wording.sagaVersion(saga.version().value()));
    }
  }
}
