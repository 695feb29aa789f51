package dev.skald.processor.validate;

import dev.skald.processor.diagnostic.DataWording;
import dev.skald.processor.diagnostic.Report;
import dev.skald.processor.model.MethodDraft;

/** A parameter takes the result of one step. */
final class SeveralProducersRule implements WiredRule {

  @Override
  public void check(Wired saga, Report report) {
    for (Wired.Use use : Wired.uses(saga.draft().methods())) {
      if (saga.bind(use) instanceof Binding.Several several) {
        report.add(
            use.parameter().where(),
            DataWording.severalProducers(
                use.parameter().name(),
                use.method().name(),
                use.parameter().type().toString(),
                several.steps().stream().map(saga::step).map(MethodDraft::name).toList()));
      }
    }
  }
}
