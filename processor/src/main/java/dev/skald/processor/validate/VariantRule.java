package dev.skald.processor.validate;

import dev.skald.processor.diagnostic.BranchWording;
import dev.skald.processor.diagnostic.Report;
import dev.skald.processor.model.JavaType;
import dev.skald.processor.model.Located;
import dev.skald.processor.model.MethodDraft;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Where a result decides what runs, nobody has forgotten a variant. */
final class VariantRule implements WiredRule {

  @Override
  public void check(Wired saga, Report report) {
    for (int step = 0; step < saga.steps().size(); step++) {
      if (saga.branches().isBranching(step)) {
        check(step, saga, report);
      }
    }
  }

  private static void check(int decider, Wired saga, Report report) {
    MethodDraft step = saga.step(decider);
    Variants variants = saga.variants(decider).orElseThrow();
    Set<Integer> open = new TreeSet<>();
    for (int leaf = 0; leaf < variants.leaves().size(); leaf++) {
      open.add(leaf);
    }
    for (Located<JavaType> end : step.step().orElseThrow().ends()) {
      open.removeAll(variants.leaves(end.value()));
    }
    for (Wired.Use use : Wired.uses(saga.steps())) {
      if (saga.bind(use) instanceof Binding.Variant taken && taken.step() == decider) {
        open.removeAll(variants.leaves(taken.type()));
      }
    }
    if (!open.isEmpty()) {
      List<String> names =
          variants.covering(open).stream().map(JavaType.Declared::simpleName).toList();
      report.add(step.where(), BranchWording.variant(step.name(), names));
    }
  }
}
