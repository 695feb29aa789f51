package dev.skald.processor.validate;

import dev.skald.processor.diagnostic.Report;
import dev.skald.processor.diagnostic.Wording;
import dev.skald.processor.model.Draft;
import dev.skald.processor.model.MethodDraft;

/** Generated code calls the user's methods as any class of the package could. */
final class MethodFormRule implements Rule {

  @Override
  public void check(Draft saga, Report report) {
    for (MethodDraft method : saga.methods()) {
      if (!method.flaws().isEmpty() && method.hasRole()) {
        report.add(method.where(), Wording.methodForm(method.name(), method.flaws()));
      }
    }
  }
}
