package dev.skald.processor.validate;

import dev.skald.processor.diagnostic.ElementWording;
import dev.skald.processor.diagnostic.Report;
import dev.skald.processor.model.MethodDraft;
import dev.skald.processor.model.ParameterDraft;
import dev.skald.processor.model.SignalDraft;

/** After the point of no return no event may fail to come. */
final class SignalLateRule implements WiredRule {

  @Override
  public void check(Wired saga, Report report) {
    for (int index = 0; index < saga.steps().size(); index++) {
      MethodDraft step = saga.step(index);
      if (saga.pivots().isAfter(index)) {
        String pivot = saga.step(saga.pivots().before(index).orElseThrow()).name();
        Signals.of(step).stream()
            .filter(parameter -> !Signals.isOptional(parameter))
            .forEach(parameter -> check(step, parameter, pivot, report));
      }
    }
  }

  private static void check(
      MethodDraft step, ParameterDraft parameter, String pivot, Report report) {
    parameter
        .signal()
        .flatMap(SignalDraft::timeout)
        .ifPresent(
            timeout ->
                report.add(
                    timeout.where(),
                    ElementWording.signalLate(
                        step.name(), parameter.type().toString(), parameter.name(), pivot)));
  }
}
