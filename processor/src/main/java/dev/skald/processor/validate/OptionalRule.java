package dev.skald.processor.validate;

import dev.skald.processor.diagnostic.BranchWording;
import dev.skald.processor.diagnostic.Report;
import dev.skald.processor.model.JavaType;
import dev.skald.processor.model.MethodDraft;
import java.util.List;

/** An optional value is sometimes there, and sometimes not. */
final class OptionalRule implements WiredRule {

  @Override
  public void check(Wired saga, Report report) {
    for (Wired.Use use : Wired.uses(saga.draft().methods())) {
      if (saga.bind(use) instanceof Binding.Maybe maybe && isOrdered(use, maybe, saga)) {
        check(use, maybe.of(), saga, report);
      }
    }
  }

  /** What an undo takes may not be there for another reason, which another rule reports. */
  private static boolean isOrdered(Wired.Use use, Binding binding, Wired saga) {
    return saga.undone(use.method()).stream()
        .flatMap(undone -> binding.steps().stream().map(step -> !isEarly(step, undone, saga)))
        .allMatch(ordered -> ordered);
  }

  private static boolean isEarly(int step, int undone, Wired saga) {
    return step != undone && !saga.graph().isAncestor(step, undone);
  }

  private static void check(Wired.Use use, Binding taken, Wired saga, Report report) {
    Branches branches = saga.branches();
    Condition given = branches.given(use);
    Condition there = branches.condition(taken);
    if (given.equals(Condition.NEVER) || there.equals(Condition.NEVER)) {
      return;
    }
    String method = use.method().name();
    JavaType type = use.parameter().type();
    String parameter = use.parameter().name();
    List<String> steps = taken.steps().stream().map(saga::step).map(MethodDraft::name).toList();
    if (branches.implies(given, there)) {
      String content = Results.content(type).orElseThrow().toString();
      report.add(
          use.parameter().where(),
          BranchWording.optionalSure(method, type.toString(), parameter, steps, content));
    } else if (branches.exclusive(given, there)) {
      report.add(
          use.parameter().where(),
          BranchWording.optionalEmpty(method, type.toString(), parameter, steps));
    }
  }
}
