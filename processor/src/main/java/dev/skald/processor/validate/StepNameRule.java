package dev.skald.processor.validate;

import dev.skald.processor.diagnostic.Report;
import dev.skald.processor.diagnostic.Wording;
import dev.skald.processor.model.Draft;
import dev.skald.processor.model.MethodDraft;
import java.nio.charset.StandardCharsets;

/** The name of a step is part of the idempotency keys that services get. */
final class StepNameRule implements Rule {
  private static final int LONGEST = 100;

  @Override
  public void check(Draft saga, Report report) {
    for (MethodDraft step : saga.steps()) {
      boolean ascii = StandardCharsets.US_ASCII.newEncoder().canEncode(step.name());
      if (!ascii || step.name().length() > LONGEST) {
        report.add(step.where(), Wording.stepName(step.name()));
      }
    }
  }
}
