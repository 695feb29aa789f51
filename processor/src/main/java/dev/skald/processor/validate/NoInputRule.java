package dev.skald.processor.validate;

import dev.skald.processor.diagnostic.DataWording;
import dev.skald.processor.diagnostic.Report;

/** A saga has an input. */
final class NoInputRule implements WiredRule {

  @Override
  public void check(Wired saga, Report report) {
    if (saga.inputs().isEmpty()) {
      report.add(saga.draft().where(), DataWording.noInput(saga.draft().type().simpleName()));
    }
  }
}
