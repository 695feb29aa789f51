package dev.skald.processor.validate;

import dev.skald.processor.diagnostic.Anchor;
import dev.skald.processor.diagnostic.ElementWording;
import dev.skald.processor.diagnostic.Report;
import dev.skald.processor.model.Draft;
import dev.skald.processor.model.MethodDraft;
import dev.skald.processor.model.ParameterDraft;
import dev.skald.processor.model.StepDraft;
import java.util.List;

/** A step that shares the journal's transaction takes its connection, and nobody else does. */
final class TransactionalRule implements Rule {

  @Override
  public void check(Draft saga, Report report) {
    for (MethodDraft method : saga.methods()) {
      List<ParameterDraft> connections =
          method.parameters().stream().filter(ParameterDraft::isConnection).toList();
      // A child is never transactional, whatever it takes.
      if (method.transactional() && method.child().isEmpty()) {
        check(method, connections, report);
      } else if (method.hasRole() && !method.transactional()) {
        connections.forEach(
            connection ->
                report.add(
                    connection.where(),
                    method.step().isPresent()
                        ? ElementWording.connectionOfStep(method.name())
                        : ElementWording.connectionOfOther(method.name())));
      }
    }
  }

  private static void check(MethodDraft step, List<ParameterDraft> connections, Report report) {
    StepDraft mark = step.step().orElseThrow();
    Anchor where = mark.transactional().orElseThrow();
    if (connections.isEmpty()) {
      report.add(where, ElementWording.transactionUnused(step.name()));
    }
    connections.stream()
        .skip(1)
        .forEach(
            connection ->
                report.add(connection.where(), ElementWording.connectionTwice(step.name())));
    if (step.async()) {
      report.add(where, ElementWording.transactionAsync(step.name()));
    }
    mark.atMostOnce()
        .ifPresent(other -> report.add(other, ElementWording.transactionOnce(step.name())));
    mark.readOnly()
        .ifPresent(other -> report.add(other, ElementWording.transactionReadOnly(step.name())));
  }
}
