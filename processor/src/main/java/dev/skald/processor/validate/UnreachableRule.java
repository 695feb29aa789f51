package dev.skald.processor.validate;

import dev.skald.processor.diagnostic.BranchWording;
import dev.skald.processor.diagnostic.Report;
import dev.skald.processor.model.JavaType;
import dev.skald.processor.validate.Branches.Wait;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A step does not wait for what no run has together. */
final class UnreachableRule implements WiredRule {

  @Override
  public void check(Wired saga, Report report) {
    Branches branches = saga.branches();
    for (int step = 0; step < saga.steps().size(); step++) {
      List<Wait> waits = branches.waits(step);
      boolean never = branches.condition(step).equals(Condition.NEVER);
      // Who waits for a step that never runs has no mistake of his own.
      if (never && waits.stream().noneMatch(wait -> isNever(wait, branches))) {
        report.add(
            saga.step(step).where(),
            BranchWording.unreachable(
                saga.step(step).name(),
                conflict(waits, branches).stream().map(wait -> describe(wait, saga)).toList()));
      }
    }
  }

  private static boolean isNever(Wait wait, Branches branches) {
    return branches.condition(wait.binding()).equals(Condition.NEVER);
  }

  /** Two that exclude each other; all, if only all of them together do. */
  private static List<Wait> conflict(List<Wait> waits, Branches branches) {
    for (Wait a : waits) {
      for (Wait b : waits) {
        if (branches.exclusive(branches.condition(a.binding()), branches.condition(b.binding()))) {
          return List.of(a, b);
        }
      }
    }
    return waits.stream()
        .filter(wait -> !branches.condition(wait.binding()).equals(Condition.ALWAYS))
        .toList();
  }

  private static String describe(Wait wait, Wired saga) {
    Branches branches = saga.branches();
    Condition condition = branches.condition(wait.binding());
    List<String> when = new ArrayList<>();
    for (int decider : branches.decidersOf(condition)) {
      String variants =
          saga
              .variants(decider)
              .orElseThrow()
              .covering(branches.variantsIn(condition, decider))
              .stream()
              .map(JavaType.Declared::simpleName)
              .collect(Collectors.joining(" or "));
      when.add(BranchWording.whenReturned(saga.step(decider).name(), variants));
    }
    return BranchWording.waitFor(wait.text(), when);
  }
}
