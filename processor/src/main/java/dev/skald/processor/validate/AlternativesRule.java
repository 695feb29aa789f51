package dev.skald.processor.validate;

import dev.skald.processor.diagnostic.BranchWording;
import dev.skald.processor.diagnostic.Report;
import dev.skald.processor.model.Located;
import dev.skald.processor.model.MethodDraft;
import java.util.List;

/** Names in {@code after} that exclude each other are alternatives, each of which can happen. */
final class AlternativesRule implements WiredRule {

  @Override
  public void check(Wired saga, Report report) {
    Branches branches = saga.branches();
    for (int index = 0; index < saga.steps().size(); index++) {
      MethodDraft step = saga.step(index);
      for (List<Integer> group : Alternatives.of(branches.after(step), branches::exclusive)) {
        List<Integer> together = Alternatives.compatible(group, branches::exclusive);
        if (!together.isEmpty()) {
          report.add(
              name(step, together.get(0), saga).where(),
              BranchWording.alternatives(step.name(), names(group, saga), names(together, saga)));
        } else if (!branches.condition(index).equals(Condition.NEVER)) {
          never(index, group, saga)
              .forEach(
                  other ->
                      report.add(
                          name(step, other, saga).where(),
                          BranchWording.alternativeNever(step.name(), saga.step(other).name())));
        }
      }
    }
  }

  private static List<Integer> never(int step, List<Integer> group, Wired saga) {
    return group.stream().filter(other -> saga.branches().exclusive(step, other)).toList();
  }

  private static Located<String> name(MethodDraft step, int named, Wired saga) {
    return step.step().orElseThrow().after().stream()
        .filter(name -> name.value().equals(saga.step(named).name()))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> names(List<Integer> steps, Wired saga) {
    return steps.stream().map(saga::step).map(MethodDraft::name).toList();
  }
}
