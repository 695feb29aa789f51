package dev.skald.processor.validate;

import dev.skald.processor.diagnostic.Report;
import dev.skald.processor.diagnostic.Wording;
import dev.skald.processor.model.Draft;
import dev.skald.processor.model.Located;
import dev.skald.processor.model.MethodDraft;
import dev.skald.processor.model.RetryDraft;
import dev.skald.processor.model.SignalDraft;
import dev.skald.processor.model.Span;
import dev.skald.processor.model.StepDraft;

/** Durations are read by javac, so that none is found wrong at run time. */
final class DurationRule implements Rule {

  @Override
  public void check(Draft saga, Report report) {
    saga.deadline().ifPresent(text -> check(text, report));
    saga.timeout().ifPresent(text -> check(text, report));
    saga.retry().ifPresent(retry -> check(retry, report));
    for (MethodDraft method : saga.methods()) {
      method.timeout().ifPresent(text -> check(text, report));
      method.step().flatMap(StepDraft::delay).ifPresent(text -> check(text, report));
      method.parameters().stream()
          .flatMap(parameter -> parameter.signal().flatMap(SignalDraft::timeout).stream())
          .forEach(text -> check(text, report));
      method.retry().ifPresent(retry -> check(retry, report));
    }
  }

  private static void check(RetryDraft retry, Report report) {
    check(retry.delay(), report);
    check(retry.maxDelay(), report);
  }

  private static void check(Located<String> text, Report report) {
    if (Span.parse(text.value()).isEmpty()) {
      report.add(text.where(), Wording.duration(text.value()));
    }
  }
}
