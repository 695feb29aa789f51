package dev.skald.processor.validate;

import dev.skald.processor.diagnostic.BranchWording;
import dev.skald.processor.diagnostic.Report;
import dev.skald.processor.model.Draft;
import dev.skald.processor.model.JavaType;
import dev.skald.processor.model.MethodDraft;
import dev.skald.processor.model.TypeShape;
import java.util.List;
import java.util.Optional;

/** The variants of a branching step can be named, and told from each other by their classes. */
final class VariantTypeRule implements WiredRule {

  @Override
  public void check(Wired saga, Report report) {
    for (int step = 0; step < saga.steps().size(); step++) {
      if (saga.branches().isBranching(step)) {
        check(saga.step(step), saga.variants(step).orElseThrow(), saga.draft(), report);
      }
    }
    for (Wired.Use use : Wired.uses(saga.draft().methods())) {
      saga.bind(use).variant().ifPresent(taken -> check(use, taken, saga, report));
    }
  }

  private static void check(MethodDraft step, Variants variants, Draft saga, Report report) {
    String whole = step.result().toString();
    for (JavaType.Declared open : variants.open()) {
      report.add(step.where(), BranchWording.openVariant(open.toString(), whole, step.name()));
    }
    for (JavaType.Declared leaf : variants.leaves()) {
      TypeShape shape = saga.shapes().get(leaf.qualifiedName());
      if (shape != null && !shape.accessible()) {
        report.add(
            step.where(),
            BranchWording.hiddenVariant(leaf.simpleName(), whole, saga.type().simpleName()));
      }
      above(leaf, shape, variants.leaves())
          .ifPresent(
              above ->
                  report.add(
                      step.where(),
                      BranchWording.variantOfVariant(
                          leaf.simpleName(), whole, above.simpleName())));
    }
  }

  private static Optional<JavaType.Declared> above(
      JavaType.Declared leaf, TypeShape shape, List<JavaType.Declared> leaves) {
    return leaves.stream()
        .filter(other -> !other.is(leaf.qualifiedName()))
        .filter(
            other ->
                shape != null
                    && shape.supertypes().stream().anyMatch(s -> s.is(other.qualifiedName())))
        .findFirst();
  }

  /** What is taken is what follows from the result, unless that is an error already. */
  private static void check(Wired.Use use, Binding.Variant taken, Wired saga, Report report) {
    Variants variants = saga.variants(taken.step()).orElseThrow();
    JavaType.Declared inferred = variants.inferred(taken.type());
    if (!taken.type().equals(inferred) && !variants.open().contains(inferred)) {
      MethodDraft step = saga.step(taken.step());
      report.add(
          use.parameter().where(),
          BranchWording.otherVariant(
              use.method().name(),
              taken.type().toString(),
              use.parameter().name(),
              step.name(),
              step.result().toString(),
              inferred.toString()));
    }
  }
}
