package dev.skald.processor.validate;

import dev.skald.processor.diagnostic.BranchWording;
import dev.skald.processor.diagnostic.Report;
import dev.skald.processor.model.JavaType;
import dev.skald.processor.model.Located;
import dev.skald.processor.model.MethodDraft;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** A branch ends with a variant that nobody takes. */
final class EndsRule implements WiredRule {

  @Override
  public void check(Wired saga, Report report) {
    for (int index = 0; index < saga.steps().size(); index++) {
      int step = index;
      saga.step(step).step().stream()
          .flatMap(mark -> mark.ends().stream())
          .forEach(end -> check(step, end, saga, report));
    }
  }

  private static void check(int decider, Located<JavaType> end, Wired saga, Report report) {
    MethodDraft step = saga.step(decider);
    Optional<Variants> variants = saga.variants(decider);
    if (variants.filter(found -> found.has(end.value())).isEmpty()) {
      List<String> names =
          variants.stream()
              .flatMap(found -> found.all().stream())
              .map(JavaType.Declared::simpleName)
              .toList();
      report.add(
          end.where(),
          BranchWording.endsNoVariant(
              step.name(), name(end.value()), step.result().toString(), names));
      return;
    }
    for (Wired.Use use : Wired.uses(saga.steps())) {
      if (saga.bind(use) instanceof Binding.Variant taken
          && taken.step() == decider
          && overlap(taken.type(), end.value(), variants.get())) {
        report.add(
            end.where(),
            BranchWording.endsTaken(name(end.value()), use.method().name(), name(taken.type())));
        return;
      }
    }
  }

  private static boolean overlap(JavaType a, JavaType b, Variants variants) {
    return !Collections.disjoint(variants.leaves(a), variants.leaves(b));
  }

  private static String name(JavaType type) {
    return type instanceof JavaType.Declared declared ? declared.simpleName() : type.toString();
  }
}
