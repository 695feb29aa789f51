package dev.skald.runtime.plan;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A plan's structure as text: all that a journal depends on, and no policy. */
final class Canonical {

  private Canonical() {}

  static String text(SagaPlan<?> plan) {
    StringBuilder text = new StringBuilder("saga " + plan.name() + " v" + plan.version());
    text.append("\ninput ").append(plan.inputType().getTypeName());
    for (StepPlan<?> step : plan.steps()) {
      text.append('\n').append(line(plan, step));
    }
    return text.append('\n').toString();
  }

  private static String line(SagaPlan<?> plan, StepPlan<?> step) {
    StringBuilder line = new StringBuilder("step ").append(step.name());
    line.append(" : ").append(step.ref().type().getTypeName());
    line.append(" after").append(names(plan, step.dependencies()));
    step.needs().forEach(need -> line.append(need(plan, need)));
    line.append(gate(step.gate()));
    step.locks().forEach(lock -> line.append(" locks ").append(lock.name()));
    line.append(each(plan, step.each()));
    line.append(variants(step));
    line.append(plan.isPivot(step.index()) ? " pivot" : "");
    line.append(step.afterPivot() ? " after-pivot" : "");
    line.append(step.effect() == StepPlan.Effect.EFFECT ? "" : " " + step.effect());
    line.append(step.mode() == StepPlan.Mode.AT_LEAST_ONCE ? "" : " " + step.mode());
    line.append(step.pipelined() ? " pipelined" : "");
    UndoPlan<?> undo = step.undo();
    line.append(undo == null ? "" : " undo " + undo.name() + " needs " + undo.needs());
    return line.toString();
  }

  private static String names(SagaPlan<?> plan, List<Integer> steps) {
    return steps.stream().map(i -> " " + plan.step(i).name()).collect(Collectors.joining());
  }

  private static String need(SagaPlan<?> plan, Need need) {
    String names = names(plan, need.steps());
    if (need instanceof Need.OfVariant variant) {
      return variant.variants().stream()
          .sorted()
          .map(i -> plan.step(variant.step()).variants().get(i).getName())
          .collect(Collectors.joining(" or ", " when" + names + " is ", ""));
    }
    return need instanceof Need.OneOf ? " one-of" + names : " if-taken" + names;
  }

  private static String gate(Gate gate) {
    if (gate instanceof Gate.ForSignal signal) {
      return " signal "
          + signal.ref().name()
          + " : "
          + signal.ref().type().getTypeName()
          + (signal.optional() ? " optional" : "");
    }
    return gate instanceof Gate.Delay ? " delayed" : "";
  }

  private static String each(SagaPlan<?> plan, @Nullable EachPlan each) {
    if (each == null) {
      return "";
    }
    int source = each.items().source();
    // How many items may be under way decides which of them count as called after a crash.
    return " each of "
        + (source == ItemsRef.INPUT ? "input" : plan.step(source).name())
        + " by "
        + each.concurrency();
  }

  private static String variants(StepPlan<?> step) {
    return step.variants().isEmpty()
        ? ""
        : step.variants().stream().map(Class::getName).collect(Collectors.joining(" ", " of ", ""));
  }
}
