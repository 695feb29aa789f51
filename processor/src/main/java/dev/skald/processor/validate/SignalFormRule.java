package dev.skald.processor.validate;

import dev.skald.processor.diagnostic.ElementWording;
import dev.skald.processor.diagnostic.Report;
import dev.skald.processor.model.Draft;
import dev.skald.processor.model.JavaType;
import dev.skald.processor.model.MethodDraft;
import dev.skald.processor.model.ParameterDraft;
import dev.skald.processor.model.SignalDraft;
import dev.skald.processor.model.StepDraft;
import java.util.List;

/** A step waits for one event, and for nothing else beside it. */
final class SignalFormRule implements Rule {

  @Override
  public void check(Draft saga, Report report) {
    for (MethodDraft step : saga.steps()) {
      List<ParameterDraft> signals = Signals.of(step);
      signals.forEach(signal -> check(step, signal, report));
      signals.stream()
          .skip(1)
          .forEach(
              signal ->
                  report.add(
                      signal.signal().orElseThrow().where(),
                      ElementWording.signalTwice(
                          step.name(), signals.get(0).name(), signal.name())));
    }
  }

  private static void check(MethodDraft step, ParameterDraft parameter, Report report) {
    SignalDraft signal = parameter.signal().orElseThrow();
    if (step.isForEach()) {
      report.add(signal.where(), ElementWording.signalForEach(step.name()));
    } else if (step.step().flatMap(StepDraft::delay).isPresent()) {
      report.add(signal.where(), ElementWording.signalAndDelay(step.name()));
    } else if (!(Signals.event(parameter) instanceof JavaType.Declared)) {
      report.add(
          parameter.where(),
          ElementWording.signalOfNoClass(step.name(), parameter.type().toString()));
    } else if (Signals.isOptional(parameter) && signal.timeout().isEmpty()) {
      report.add(
          signal.where(),
          ElementWording.signalOptional(step.name(), parameter.type() + " " + parameter.name()));
    }
  }
}
