package dev.skald.runtime.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.runtime.Failure;
import dev.skald.runtime.machine.Input.Result;
import dev.skald.runtime.machine.Input.Verb;
import dev.skald.runtime.plan.SagaPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Walks through the states of a plan at random, and in each state tries everything that can happen
 * before it follows one of it. Unlike a simulation it knows no world and no likelihood: what can
 * follow a state at all, it sees soon.
 */
final class Exploration {

  private static final int LONGEST_WALK = 25;
  private static final Failure WHY = new Failure(Failure.Kind.ERROR, null, null, "explored");
  private static final List<Result> RESULTS =
      List.of(
          new Result.Success("value", Facts.NONE),
          new Result.Rejection(WHY),
          new Result.Unclear(WHY, Result.Unclear.BY_POLICY),
          new Result.Unclear(WHY, 10),
          new Result.Unclear(WHY, 5_000),
          new Result.NotAttempted(10));

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
        new Input.Start(exploration.now, "input", exploration.now + 2_000, Facts.NONE));
    for (int i = 0; i < LONGEST_WALK && !exploration.state.status().isEnd(); i++) {
      exploration.go();
    }
  }

  private void go() {
    int dice = random.nextInt(40);
    for (int crash = dice < 4 ? 1 : dice > 4 ? 0 : SagaMachine.MAX_ADOPTIONS + 1;
        crash > 0;
        crash--) {
      state = state.afterCrash();
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
      RESULTS.stream()
          .filter(result -> !(call.undo() && result instanceof Result.Rejection))
          .forEach(result -> inputs.add(new Input.Ended(now, call, result, 0.5)));
    }
    for (Verb verb : Verb.values()) {
      boolean ofStep = verb == Verb.MARK_UNDONE || verb == Verb.SKIP || verb == Verb.SUPPLY;
      for (int step = 0; step < (ofStep ? plan.steps().size() : 1); step++) {
        int index = ofStep ? step : Event.NO_STEP;
        inputs.add(
            new Input.Operate(
                now, verb, index, Event.NO_ITEM, "by hand", Facts.NONE, "ann", "because"));
      }
    }
    return inputs;
  }

  private void follow(Input input) {
    now = input.at();
    Decision decision = SagaMachine.decide(plan, state, input);
    exercised.decision(plan, state, decision);
    state = decision.state();
    calls.addAll(decision.calls());
    calls.removeIf(
        call ->
            !state.step(call.step()).inFlight() || state.step(call.step()).call() != call.number());
  }
}
