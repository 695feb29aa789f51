package dev.skald.runtime.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.runtime.Failure;
import dev.skald.runtime.RunState;
import dev.skald.runtime.machine.Input.Result;
import dev.skald.runtime.machine.Input.Verb;
import dev.skald.runtime.plan.Gate;
import dev.skald.runtime.plan.ItemsRef;
import dev.skald.runtime.plan.SagaPlan;
import dev.skald.runtime.plan.StepPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Walks through the states of a plan at random, and in each state tries everything that can happen
 * before it follows one of it. Unlike a simulation it knows no world and no likelihood: what can
 * follow a state at all, it sees soon.
 */
final class Exploration {

  private static final int LONGEST_WALK = 25;
  private static final Failure WHY = new Failure(Failure.Kind.ERROR, null, null, "explored");
  private final SagaPlan<Object> plan;
  private final SplittableRandom random;
  private final Exercised exercised;
  private SagaState state;
  private final List<Call> calls = new ArrayList<>();
  private long now = 1_000_000;

  private Exploration(Shape shape, SplittableRandom random, Exercised exercised) {
    this.plan = shape.plan();
    this.random = random;
    this.exercised = exercised;
    this.state = SagaState.initial(plan);
  }

  static void walk(Shape shape, SplittableRandom random, Exercised exercised) {
    Exploration exploration = new Exploration(shape, random, exercised);
    exploration.follow(
        new Input.Start(
            exploration.now,
            "input",
            exploration.now + 2_000,
            exploration.someFacts(ItemsRef.INPUT, Facts.NO_VARIANT)));
    for (int i = 0; i < LONGEST_WALK && exploration.goesOn(); i++) {
      exploration.go();
    }
  }

  /** The parent of a run may turn it back when it has completed. */
  private boolean goesOn() {
    if (state.status() == RunState.COMPLETED && plan.isUndoable() && random.nextBoolean()) {
      follow(new Input.TurnBack(now, WHY));
    }
    return !state.status().isEnd();
  }

  private void go() {
    int dice = random.nextInt(40);
    for (int crash = dice < 4 ? 1 : dice > 4 ? 0 : SagaMachine.MAX_ADOPTIONS + 1;
        crash > 0;
        crash--) {
      state = state.afterCrash(plan);
      calls.clear();
      follow(new Input.Adopt(now));
    }
    List<Input> inputs = inputs();
    for (Input input : inputs) {
      Decision decision = SagaMachine.decide(plan, state, input);
      exercised.decision(plan, state, decision);
      assertThat(SagaMachine.fold(plan, state, decision.events())).isEqualTo(decision.state());
    }
    follow(inputs.get(random.nextInt(inputs.size())));
  }

  private List<Input> inputs() {
    List<Input> inputs = new ArrayList<>();
    inputs.add(new Input.Woke(now));
    inputs.add(new Input.Woke(now + 10_000));
    for (Call call : calls) {
      results(call).forEach(result -> inputs.add(new Input.Ended(now, call, result, 0.5)));
    }
    for (StepPlan<?> step : plan.steps()) {
      if (step.gate() instanceof Gate.ForSignal) {
        inputs.add(new Input.Signal(now, step.index(), "event" + random.nextInt(3), "event"));
      }
    }
    inputs.add(new Input.LocksFreed(now));
    inputs.add(new Input.TurnBack(now, WHY));
    for (Verb verb : Verb.values()) {
      if (verb == Verb.MARK_UNDONE || verb == Verb.SKIP || verb == Verb.SUPPLY) {
        plan.steps().forEach(step -> inputs.addAll(said(verb, step)));
      } else {
        inputs.add(said(verb, Event.NO_STEP, Event.NO_ITEM));
      }
    }
    return inputs;
  }

  /** Of everything that is called, what can become of it. */
  private List<Result> results(Call call) {
    List<Result> results = new ArrayList<>();
    for (int variant : variants(call)) {
      results.add(new Result.Success("value", someFacts(call.step(), variant)));
    }
    results.add(new Result.NotAttempted(10));
    boolean ofChild = plan.step(call.step()).mode() == StepPlan.Mode.CHILD;
    if (call.kind() == Call.Kind.LOCK) {
      results.add(new Result.Queued());
    } else {
      results.add(new Result.Unclear(WHY, Result.Unclear.BY_POLICY));
      if (call.kind() == Call.Kind.STEP || call.undo() && !ofChild) {
        results.add(new Result.Unclear(WHY, 10));
        results.add(new Result.Unclear(WHY, 5_000));
      }
    }
    if (!call.undo()) {
      results.add(new Result.Rejection(WHY));
    }
    return results;
  }

  private List<Integer> variants(Call call) {
    int count = call.undo() ? 0 : plan.step(call.step()).variants().size();
    return count == 0 ? List.of(Facts.NO_VARIANT) : IntStream.range(0, count).boxed().toList();
  }

  private Facts someFacts(int step, int variant) {
    boolean ofItem = step >= 0 && plan.step(step).each() != null;
    return ofItem
        ? Facts.NONE
        : new Facts(
            variant, IntStream.of(plan.feeds(step)).map(f -> random.nextInt(3)).boxed().toList());
  }

  private List<Input> said(Verb verb, StepPlan<?> step) {
    List<Input> inputs = new ArrayList<>();
    inputs.add(said(verb, step.index(), Event.NO_ITEM));
    int items = step.each() == null ? 0 : state.items(step.index());
    for (int item = 0; item < items; item++) {
      inputs.add(said(verb, step.index(), item));
    }
    return inputs;
  }

  private Input said(Verb verb, int step, int item) {
    int variant =
        step < 0 || plan.step(step).variants().isEmpty()
            ? Facts.NO_VARIANT
            : random.nextInt(plan.step(step).variants().size());
    Facts facts = verb == Verb.SUPPLY ? someFacts(step, variant) : Facts.NONE;
    return new Input.Operate(now, verb, step, item, "by hand", facts, "ann", "because");
  }

  private void follow(Input input) {
    now = input.at();
    Decision decision = SagaMachine.decide(plan, state, input);
    exercised.decision(plan, state, decision);
    state = decision.state();
    calls.addAll(decision.calls());
    calls.removeIf(
        call ->
            !state.at(call.step(), call.item()).inFlight()
                || state.at(call.step(), call.item()).call() != call.number());
  }
}
