package dev.skald.runtime.machine;

import dev.skald.runtime.machine.Event.Kind;
import dev.skald.runtime.machine.SagaState.Phase;
import dev.skald.runtime.machine.StepProgress.Status;
import dev.skald.runtime.plan.EachPlan;
import dev.skald.runtime.plan.Need;
import dev.skald.runtime.plan.SagaPlan;
import dev.skald.runtime.plan.StepPlan;
import dev.skald.runtime.plan.StepPlan.Mode;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Sees in what the machine did the situations that the language brings about, so that a proof that
 * never met them fails.
 */
final class Sights {

  private final SagaPlan<?> plan;
  private final Exercised exercised;

  Sights(SagaPlan<?> plan, Exercised exercised) {
    this.plan = plan;
    this.exercised = exercised;
  }

  void see(SagaState before, Input input, Decision decision) {
    SagaState after = decision.state();
    boolean turnsBack = before.phase() == Phase.FORWARD && after.phase() == Phase.COMPENSATING;
    for (StepPlan<?> step : plan.steps()) {
      Status was = before.step(step.index()).status();
      Status is = after.step(step.index()).status();
      count(was != is && is == Status.NOT_TAKEN, "not taken");
      count(was == Status.IDLE && is != was && joins(step, after), "joined by one of several");
      count(turnsBack && was == Status.WAITING, "turned back at a gate");
      count(turnsBack && was == Status.LOCKING, "turned back at a lock");
      boolean child = items(step, before).anyMatch(item -> item.status() == Status.CHILD);
      count(turnsBack && child, "turned back from a child under way");
      if (step.each() != null) {
        each(step, step.each(), before, decision, turnsBack);
      }
    }
    decision.events().forEach(event -> see(event, input, before));
    pivots(before, after);
  }

  private void count(boolean seen, String what) {
    if (seen) {
      exercised.count(what);
    }
  }

  private static boolean joins(StepPlan<?> step, SagaState state) {
    return step.needs().stream()
        .filter(need -> need instanceof Need.OneOf)
        .anyMatch(
            n -> n.steps().stream().anyMatch(s -> state.step(s).status() == Status.NOT_TAKEN));
  }

  /** The step itself where it runs once. */
  private static Stream<StepProgress> items(StepPlan<?> step, SagaState state) {
    return step.each() == null
        ? Stream.of(state.step(step.index()))
        : IntStream.range(0, state.items(step.index())).mapToObj(i -> state.at(step.index(), i));
  }

  private void each(
      StepPlan<?> step, EachPlan each, SagaState before, Decision decision, boolean turnsBack) {
    SagaState after = decision.state();
    int items = after.items(step.index());
    boolean done =
        before.step(step.index()).status() != Status.SUCCEEDED
            && after.step(step.index()).status() == Status.SUCCEEDED;
    count(done && items == 0, "empty list");
    count(done && each.items().isOfResults(), "list of results");
    boolean calls = decision.calls().stream().anyMatch(call -> call.step() == step.index());
    long flying = items(step, after).filter(StepProgress::inFlight).count();
    boolean full = calls && flying == each.concurrency() && items > flying;
    boolean forward = after.phase() == Phase.FORWARD;
    count(full && forward, "as many items under way as may be");
    count(full && !forward, "as many item undos under way as may be");
    boolean some = items(step, before).anyMatch(StepProgress::isActive);
    boolean waiting = items(step, before).anyMatch(item -> item.status() == Status.IDLE);
    count(turnsBack && some && waiting, "items not begun in a run that turned back");
    boolean stuck =
        decision.events().stream()
            .anyMatch(e -> e.kind() == Kind.GAVE_UP && e.step() == step.index() && forward);
    count(stuck && items > 1, "item stuck behind the pivot beside others");
  }

  private void see(Event event, Input input, SagaState before) {
    if (event.step() == Event.NO_STEP) {
      return;
    }
    StepPlan<?> step = plan.step(event.step());
    boolean known = event.item() == Event.NO_ITEM || event.item() < before.items(event.step());
    StepProgress was = known ? before.at(event.step(), event.item()) : StepProgress.INITIAL;
    boolean back = before.phase() == Phase.COMPENSATING;
    count(
        event.kind() == Kind.CHILD_STARTED && back && was.status() == Status.UNKNOWN,
        "child's start repeated for its undo");
    count(
        event.kind() == Kind.GAVE_UP
            && input instanceof Input.Adopt
            && step.mode() == Mode.AT_MOST_ONCE,
        "called at most once, then an owner died");
    count(
        event.kind() == Kind.REJECTED
            && step.mode() == Mode.TRANSACTIONAL
            && input instanceof Input.Ended ended
            && ended.result() instanceof Input.Result.Unclear,
        "transaction rejected by its policy");
  }

  private void pivots(SagaState before, SagaState after) {
    boolean ends = !before.status().isEnd() && after.status().isEnd();
    if (ends && plan.pivots().length > 1) {
      boolean one = anyPivot(after, Status.SUCCEEDED);
      count(
          one && anyPivot(after, Status.NOT_TAKEN),
          "pivot not taken beside another that succeeded");
    }
  }

  private boolean anyPivot(SagaState state, Status status) {
    return IntStream.of(plan.pivots()).anyMatch(pivot -> state.step(pivot).status() == status);
  }
}
