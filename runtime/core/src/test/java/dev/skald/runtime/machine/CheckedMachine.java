package dev.skald.runtime.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.runtime.RunState;
import dev.skald.runtime.machine.ReferenceOperator.Verdict;
import dev.skald.runtime.machine.ReferenceSaga.Ask;
import dev.skald.runtime.plan.SagaPlan;
import java.util.ArrayList;
import java.util.List;

/** The machine with its journal, held against every law and the reference at each decision. */
final class CheckedMachine {

  final SagaPlan<Object> plan;
  final List<Event> journal = new ArrayList<>();
  private final ReferenceSaga reference;
  private final ReferenceOperator referenceOperator;
  private final Laws laws;
  private final Exercised exercised;
  private SagaState state;
  private SagaState replayed;

  CheckedMachine(SagaPlan<Object> plan, Exercised exercised) {
    this.plan = plan;
    this.exercised = exercised;
    this.reference = new ReferenceSaga(plan);
    this.referenceOperator = new ReferenceOperator(reference);
    this.laws = new Laws(plan);
    this.state = SagaState.initial(plan);
    this.replayed = state;
  }

  SagaState state() {
    return state;
  }

  RunState status() {
    return state.status();
  }

  boolean isAwaited(Call call) {
    return laws.isAwaited(call);
  }

  /** The process dies. What is left is what the journal says. */
  void crash() {
    state = replayed.afterCrash();
    laws.crashed();
  }

  Decision decide(Input input) {
    SagaState before = state;
    RunState statusBefore = before.status();
    Decision decision = SagaMachine.decide(plan, before, input);
    assertThat(SagaMachine.decide(plan, before, input)).as("deciding is pure").isEqualTo(decision);
    assertThat(SagaMachine.fold(plan, before, decision.events()))
        .as("folding the events gives the state")
        .isEqualTo(decision.state());
    journal(decision);
    exercised.decision(plan, before, decision);
    if (statusBefore.isEnd()) {
      assertThat(decision.events())
          .as("events after %s", statusBefore)
          .allMatch(event -> event.kind() == Event.Kind.LATE_RESULT);
    }
    hold(input, before, decision);
    laws.events(decision.events(), state);
    laws.calls(decision.calls(), statusBefore.isEnd() || status().isEnd());
    agree();
    return decision;
  }

  private void journal(Decision decision) {
    List<Event> durable = decision.events().stream().filter(e -> e.kind().durable()).toList();
    journal.addAll(durable);
    replayed = SagaMachine.fold(plan, replayed, durable);
    state = decision.state();
    assertThat(replayed.afterCrash())
        .as("a restart from the journal finds the state")
        .isEqualTo(state.afterCrash());
    assertThat(replayed.status()).as("the status is durable").isEqualTo(state.status());
  }

  /** Both are told; both must want the same calls. */
  private void hold(Input input, SagaState before, Decision decision) {
    List<Ask> asks;
    if (input instanceof Input.Start start) {
      asks = reference.start(start.at(), start.deadlineAt());
    } else if (input instanceof Input.Ended ended && laws.isAwaited(ended.call())) {
      laws.ended(ended.call());
      asks = reference.ended(ended.call(), ended.result(), ended.random(), ended.at());
    } else if (input instanceof Input.Ended) {
      assertThat(decision.state()).as("a late result changes nothing").isEqualTo(before);
      asks = List.of();
    } else if (input instanceof Input.Operate operate) {
      asks = operate(operate, before, decision);
    } else if (input instanceof Input.Adopt adopt) {
      asks = reference.adopt(adopt.at());
    } else {
      asks = reference.woke(input.at());
    }
    assertThat(decision.calls())
        .extracting(call -> new Ask(call.step(), call.undo(), call.attempt()))
        .as("the calls the reference makes")
        .containsExactlyInAnyOrderElementsOf(asks);
  }

  private List<Ask> operate(Input.Operate operate, SagaState before, Decision decision) {
    boolean refused = decision.refusal() != null;
    Verdict verdict = referenceOperator.verdict(operate.verb(), operate.step());
    exercised.verb(operate.verb(), refused);
    if (refused) {
      assertThat(decision.events()).as("events of a refused verb").isEmpty();
      assertThat(decision.state()).as("state after a refused verb").isEqualTo(before);
      assertThat(verdict)
          .as("%s step %d refused: %s", operate.verb(), operate.step(), decision.refusal())
          .isNotEqualTo(Verdict.MUST);
      return List.of();
    }
    assertThat(verdict)
        .as("%s step %d is accepted", operate.verb(), operate.step())
        .isNotEqualTo(Verdict.MUST_NOT);
    return referenceOperator.operate(operate.verb(), operate.step(), operate.at());
  }

  private void agree() {
    assertThat(status()).as("the status the reference gives").isEqualTo(reference.status());
    if (status() == RunState.STUCK || status() == RunState.ABANDONED) {
      assertThat(state.remaining(plan))
          .as("what remains as the reference says")
          .containsExactlyInAnyOrderElementsOf(reference.remaining());
    }
    if (!status().isEnd()) {
      assertThat(state.wakeAt()).as("when to wake").isEqualTo(reference.wakeAt());
    }
  }
}
