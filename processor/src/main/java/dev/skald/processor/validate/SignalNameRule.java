package dev.skald.processor.validate;

import dev.skald.processor.diagnostic.ElementWording;
import dev.skald.processor.diagnostic.Report;
import dev.skald.processor.model.JavaType;
import dev.skald.processor.model.MethodDraft;
import dev.skald.processor.model.ParameterDraft;
import java.util.HashMap;
import java.util.Map;

/** The orchestrator's method for an event has a name that nothing else has. */
final class SignalNameRule implements WiredRule {

  @Override
  public void check(Wired saga, Report report) {
    Map<String, JavaType> taken = new HashMap<>();
    for (MethodDraft step : saga.steps()) {
      for (ParameterDraft parameter : Signals.of(step)) {
        JavaType event = Signals.event(parameter);
        String name = Signals.method(event);
        JavaType other = taken.putIfAbsent(name, event);
        // One event that is awaited twice is reported as such.
        boolean clash = other != null && !other.equals(event);
        if (clash || !Names.isFreeInOrchestrator(name)) {
          report.add(
              parameter.where(),
              ElementWording.signalName(
                  event.toString(), saga.draft().type().orchestrator().simpleName(), name));
        }
      }
    }
  }
}
