package dev.skald.processor.validate;

import dev.skald.processor.diagnostic.Anchor;
import dev.skald.processor.diagnostic.DataWording;
import dev.skald.processor.diagnostic.Report;
import dev.skald.processor.model.Draft;
import dev.skald.processor.model.JavaType;
import dev.skald.processor.model.MethodDraft;
import dev.skald.processor.model.ParameterDraft;
import java.util.HashSet;
import java.util.Set;

/** What goes into the journal can be read again by its declared type alone. */
final class PayloadRule implements Rule {

  @Override
  public void check(Draft saga, Report report) {
    Payloads payloads = new Payloads(saga.shapes());
    Set<String> told = new HashSet<>();
    for (MethodDraft step : saga.steps()) {
      check(step.result(), step.where(), payloads, told, report);
      for (ParameterDraft parameter : step.parameters()) {
        if (!parameter.isOfTheCall()) {
          check(parameter.type(), parameter.where(), payloads, told, report);
        }
      }
    }
  }

  private static void check(
      JavaType type, Anchor where, Payloads payloads, Set<String> told, Report report) {
    payloads
        .problem(type)
        .filter(problem -> told.add(problem.cause()))
        .ifPresent(
            problem ->
                report.add(
                    where, DataWording.payload(problem.path(), problem.why(), problem.wayOut())));
  }
}
