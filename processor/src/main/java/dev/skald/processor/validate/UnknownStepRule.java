package dev.skald.processor.validate;

import dev.skald.processor.diagnostic.Report;
import dev.skald.processor.diagnostic.Wording;
import dev.skald.processor.model.Draft;
import dev.skald.processor.model.Located;
import dev.skald.processor.model.MethodDraft;
import dev.skald.processor.model.ParameterDraft;
import java.util.HashSet;
import java.util.Set;

/** Every step that is named exists. */
final class UnknownStepRule implements WiredRule {

  @Override
  public void check(Wired saga, Report report) {
    Set<String> unmarked = new HashSet<>();
    for (MethodDraft method : saga.draft().methods()) {
      method.compensates().ifPresent(name -> check("@Compensate", name, saga, unmarked, report));
      method
          .step()
          .ifPresent(step -> step.after().forEach(n -> check("after", n, saga, unmarked, report)));
      for (ParameterDraft parameter : method.parameters()) {
        parameter.from().ifPresent(name -> check("@From", name, saga, unmarked, report));
      }
    }
  }

  private static void check(
      String mark, Located<String> name, Wired saga, Set<String> unmarked, Report report) {
    String type = saga.draft().type().simpleName();
    if (saga.index(name.value()).isPresent()) {
      return;
    }
    if (!isMethod(name.value(), saga.draft())) {
      report.add(name.where(), Wording.unknownStep(mark, name.value(), type, saga.stepNames()));
    } else if (unmarked.add(name.value())) {
      report.add(name.where(), Wording.unmarkedStep(mark, name.value(), type));
    }
  }

  /** Whether a method of that name is part of the class, but not of the saga. */
  private static boolean isMethod(String name, Draft saga) {
    return saga.plainMethods().containsKey(name)
        || saga.methods().stream().anyMatch(m -> m.name().equals(name) && !m.hasRole());
  }
}
