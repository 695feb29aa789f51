package dev.skald.processor.validate;

import dev.skald.processor.diagnostic.DataWording;
import dev.skald.processor.diagnostic.Report;
import dev.skald.processor.model.Draft;
import dev.skald.processor.model.JavaType;
import dev.skald.processor.model.MethodDraft;
import dev.skald.processor.model.ParameterDraft;

/** One pure method makes the result. */
final class ReturnsFormRule implements Rule {

  @Override
  public void check(Draft saga, Report report) {
    for (MethodDraft method : saga.returns()) {
      String name = method.name();
      MethodDraft first = saga.returns().get(0);
      if (method != first) {
        report.add(
            method.where(),
            DataWording.returnsForm(first.name() + " and " + name + " are both @Returns."));
      } else if (method.async()) {
        report.add(
            method.where(), DataWording.returnsForm(name + " is @Returns, but asynchronous."));
      } else if (method.result() instanceof JavaType.Nothing) {
        report.add(
            method.where(), DataWording.returnsForm(name + " is @Returns, but returns nothing."));
      } else if (method.parameters().stream().anyMatch(ParameterDraft::isContext)) {
        report.add(
            method.where(),
            DataWording.returnsForm(name + " is @Returns, but takes a StepContext."));
      }
    }
  }
}
