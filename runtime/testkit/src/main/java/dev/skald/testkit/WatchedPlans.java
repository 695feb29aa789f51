package dev.skald.testkit;

import dev.skald.runtime.plan.Call;
import dev.skald.runtime.plan.Invoker;
import dev.skald.runtime.plan.SagaPlan;
import dev.skald.runtime.plan.StepPlan;
import dev.skald.runtime.plan.UndoPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Plans whose calls of the user's methods go through an interception; nothing else differs. */
final class WatchedPlans {

  private final Calls calls;
  private final Interception interception;

  WatchedPlans(Calls calls, Interception interception) {
    this.calls = calls;
    this.interception = interception;
  }

  <S> SagaPlan<S> watch(SagaPlan<S> plan) {
    List<StepPlan<S>> steps = new ArrayList<>();
    plan.steps().forEach(step -> steps.add(watch(step)));
    return new SagaPlan<>(
        plan.name(),
        plan.version(),
        plan.deadline().orElse(null),
        plan.inputType(),
        steps,
        IntStream.of(plan.pivots()).boxed().toList(),
        plan.result(),
        plan.fingerprint(),
        plan.supersedes());
  }

  private <S> StepPlan<S> watch(StepPlan<S> step) {
    return new StepPlan<>(
        step.ref(),
        step.dependencies(),
        step.needs(),
        step.gate(),
        step.locks(),
        step.each(),
        step.effect(),
        step.afterPivot(),
        step.mode(),
        step.pipelined(),
        step.variants(),
        step.async(),
        step.rejects(),
        step.retry(),
        step.timeout(),
        (saga, call) -> around(step.invoker(), saga, call, false, step.async()),
        watch(step, step.undo()));
  }

  private <S> @Nullable UndoPlan<S> watch(StepPlan<S> step, @Nullable UndoPlan<S> undo) {
    // The undo of a child is the engine's own.
    if (undo == null || step.mode() == StepPlan.Mode.CHILD) {
      return undo;
    }
    return new UndoPlan<>(
        undo.name(),
        undo.needs(),
        undo.async(),
        undo.retry(),
        undo.timeout(),
        (saga, call) -> around(undo.invoker(), saga, call, true, undo.async()));
  }

  private <S> @Nullable Object around(
      Invoker<S> invoker, S saga, Call call, boolean undo, boolean async) throws Exception {
    StepCall what = StepCall.of(call.context(), undo);
    return interception.around(
        what, async, () -> calls.note(what, () -> invoker.invoke(saga, call)));
  }
}
