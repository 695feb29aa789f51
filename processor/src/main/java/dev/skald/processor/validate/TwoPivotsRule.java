package dev.skald.processor.validate;

import dev.skald.processor.diagnostic.Report;
import dev.skald.processor.diagnostic.Wording;
import dev.skald.processor.model.MethodDraft;
import java.util.List;

/** There is one point of no return. */
final class TwoPivotsRule implements WiredRule {

  @Override
  public void check(Wired saga, Report report) {
    List<MethodDraft> pivots =
        saga.steps().stream().filter(step -> step.pivot().isPresent()).toList();
    pivots.stream()
        .skip(1)
        .forEach(
            pivot ->
                report.add(
                    pivot.pivot().orElseThrow(),
                    Wording.twoPivots(pivot.name(), pivots.get(0).name())));
  }
}
