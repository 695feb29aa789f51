package dev.skald.processor.validate;

import dev.skald.processor.diagnostic.Anchor;
import dev.skald.processor.diagnostic.Report;
import dev.skald.processor.diagnostic.Wording;
import dev.skald.processor.model.ChildDraft;
import dev.skald.processor.model.Draft;
import dev.skald.processor.model.EachDraft;
import dev.skald.processor.model.Located;
import dev.skald.processor.model.MethodDraft;
import dev.skald.processor.model.ParameterDraft;
import dev.skald.processor.model.RetryDraft;
import dev.skald.processor.model.SignalDraft;
import java.util.Optional;

/** An annotation that has no effect is a misunderstanding. */
final class StrayAnnotationRule implements Rule {

  @Override
  public void check(Draft saga, Report report) {
    for (MethodDraft method : saga.methods()) {
      if (isForgottenStep(method, saga)) {
        continue;
      }
      boolean step = method.step().isPresent();
      boolean undo = method.compensates().isPresent();
      if (!step) {
        String place = "a step";
        stray("Parallel", method.parallel(), method, place, report);
        stray("Pivot", method.pivot(), method, place, report);
        stray("Irreversible", method.irreversible().map(Located::where), method, place, report);
        stray("Child", method.child().map(ChildDraft::where), method, place, report);
      }
      if (!step && !undo) {
        String place = "a step or an undo";
        stray("Retry", method.retry().map(RetryDraft::where), method, place, report);
        stray("Timeout", method.timeout().map(Located::where), method, place, report);
      }
      boolean takesResults = step || undo || method.returns().isPresent();
      for (ParameterDraft parameter : method.parameters()) {
        if (!takesResults || parameter.isOfTheCall() || parameter.signal().isPresent()) {
          String place = "a parameter that takes the result of a step";
          stray("From", parameter.from().map(Located::where), method, place, report);
        }
        if (!(step || undo) || parameter.isOfTheCall()) {
          String place = "a parameter that takes an item, of a step or its undo";
          stray("Each", parameter.each().map(EachDraft::where), method, place, report);
        }
        if (!step || parameter.isOfTheCall()) {
          String place = "a parameter of a step that takes an event";
          stray("Signal", parameter.signal().map(SignalDraft::where), method, place, report);
        }
        if (step && parameter.each().isPresent() && !parameter.isOfTheCall()) {
          parameter
              .exclusive()
              .ifPresent(
                  lock ->
                      report.add(
                          lock.where(), Wording.lockedItem(method.name(), parameter.name())));
        } else if (!step || parameter.signal().isPresent() || parameter.isOfTheCall()) {
          String place = "a parameter of a step that takes the input or a result";
          stray("Exclusive", parameter.exclusive().map(Located::where), method, place, report);
        }
      }
    }
  }

  /** Where the method is named as a step, the missing {@code @Step} is reported. */
  private static boolean isForgottenStep(MethodDraft method, Draft saga) {
    return !method.hasRole()
        && saga.steps().stream().noneMatch(step -> step.name().equals(method.name()))
        && saga.methods().stream()
            .flatMap(MethodDraft::namedSteps)
            .anyMatch(name -> name.value().equals(method.name()));
  }

  private static void stray(
      String name, Optional<Anchor> mark, MethodDraft method, String place, Report report) {
    mark.ifPresent(where -> report.add(where, Wording.stray(name, method.name(), place)));
  }
}
