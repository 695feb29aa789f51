package dev.skald.processor.validate;

import dev.skald.processor.diagnostic.ElementWording;
import dev.skald.processor.diagnostic.Report;
import dev.skald.processor.model.JavaType;
import dev.skald.processor.model.MethodDraft;
import dev.skald.processor.model.ParameterDraft;
import java.util.HashMap;
import java.util.Map;

/** An event is known by its type, and comes to one step. */
final class SignalTypeRule implements WiredRule {

  @Override
  public void check(Wired saga, Report report) {
    Map<JavaType, MethodDraft> waiting = new HashMap<>();
    for (MethodDraft step : saga.steps()) {
      // A second event of one step is reported as such.
      Signals.of(step).stream()
          .limit(1)
          .forEach(parameter -> check(step, parameter, waiting, saga, report));
    }
    for (Wired.Use use : Wired.uses(saga.draft().methods())) {
      MethodDraft step = waiting.get(use.parameter().type().boxed());
      boolean plain = use.parameter().each().isEmpty();
      if (step != null && plain && saga.bind(use) instanceof Binding.Input) {
        report.add(
            use.parameter().where(),
            ElementWording.signalTaken(
                use.method().name(),
                use.parameter().type().toString(),
                use.parameter().name(),
                step.name()));
      }
    }
  }

  private static void check(
      MethodDraft step,
      ParameterDraft parameter,
      Map<JavaType, MethodDraft> waiting,
      Wired saga,
      Report report) {
    JavaType event = Signals.event(parameter).boxed();
    MethodDraft other = waiting.putIfAbsent(event, step);
    if (other != null) {
      report.add(
          parameter.signal().orElseThrow().where(),
          ElementWording.signalShared(step.name(), event.toString(), other.name()));
    }
    // The step itself may hand its event on.
    saga.steps().stream()
        .filter(producer -> producer != step && producer.result().boxed().equals(event))
        .findFirst()
        .ifPresent(
            producer ->
                report.add(
                    parameter.signal().orElseThrow().where(),
                    ElementWording.signalProduced(step.name(), event.toString(), producer.name())));
  }
}
