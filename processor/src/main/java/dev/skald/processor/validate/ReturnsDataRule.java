package dev.skald.processor.validate;

import dev.skald.processor.diagnostic.DataWording;
import dev.skald.processor.diagnostic.Report;
import dev.skald.processor.model.MethodDraft;

/** The result is made from what every run has. */
final class ReturnsDataRule implements WiredRule {

  @Override
  public void check(Wired saga, Report report) {
    for (Wired.Use use : Wired.uses(saga.draft().returns())) {
      if (!saga.branches().isSure(use)) {
        report.add(
            use.parameter().where(),
            DataWording.returnsData(
                use.method().name(),
                use.parameter().type().toString(),
                use.parameter().type().boxed().toString(),
                use.parameter().name(),
                saga.bind(use).steps().stream().map(saga::step).map(MethodDraft::name).toList()));
      }
    }
  }
}
