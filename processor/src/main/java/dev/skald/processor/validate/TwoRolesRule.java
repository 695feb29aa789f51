package dev.skald.processor.validate;

import dev.skald.processor.diagnostic.Report;
import dev.skald.processor.diagnostic.Wording;
import dev.skald.processor.model.Draft;
import dev.skald.processor.model.MethodDraft;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A method is a step, an undo, or the result method. */
final class TwoRolesRule implements Rule {

  @Override
  public void check(Draft saga, Report report) {
    for (MethodDraft method : saga.methods()) {
      List<String> roles =
          Stream.of(
                  method.step().map(mark -> "Step"),
                  method.compensates().map(mark -> "Compensate"),
                  method.returns().map(mark -> "Returns"))
              .flatMap(Optional::stream)
              .toList();
      if (roles.size() > 1) {
        report.add(method.where(), Wording.twoRoles(method.name(), roles.get(0), roles.get(1)));
      }
    }
  }
}
