package dev.skald.runtime.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.runtime.RunState;
import dev.skald.runtime.SignalReceipt;
import dev.skald.runtime.machine.ReferenceOperator.Verdict;
import dev.skald.runtime.machine.ReferenceSaga.Ask;
import dev.skald.runtime.plan.SagaPlan;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The machine with its journal, held against every law and the reference at each decision. */
final class CheckedMachine {

  final SagaPlan<Object> plan;
  final List<Event> journal = new ArrayList<>();

  /** All that was decided on; {@code null} where the process died. */
  private final List<@Nullable Input> past = new ArrayList<>();

  private Exercised exercised;
  private ReferenceSaga reference;
  private ReferenceOperator referenceOperator;
  private Laws laws;
  private Sights sights;
  private SagaState state;
  private SagaState replayed;

  CheckedMachine(SagaPlan<Object> plan, Exercised exercised) {
    this.plan = plan;
    begin(exercised);
  }

  private void begin(Exercised counts) {
    exercised = counts;
    reference = new ReferenceSaga(plan);
    referenceOperator = new ReferenceOperator(reference);
    laws = new Laws(plan);
    sights = new Sights(plan, counts);
    state = SagaState.initial(plan);
    replayed = state;
    journal.clear();
    past.clear();
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

  /**
   * The process dies. What is left is what the journal says, and to that the last decisions have
   * not come yet, although some calls they asked for have been made.
   */
  void crash(int decisionsLost, List<Call> madeAhead) {
    if (decisionsLost > 0) {
      Exercised counts = exercised;
      List<@Nullable Input> kept = new ArrayList<>(past.subList(0, past.size() - decisionsLost));
      begin(new Exercised());
      kept.forEach(this::again);
      laws.madeAhead(madeAhead);
      exercised = counts;
      sights = new Sights(plan, counts);
    }
    past.add(null);
    state = replayed.afterCrash(plan);
    laws.crashed();
  }

  private void again(@Nullable Input input) {
    if (input == null) {
      crash(0, List.of());
    } else {
      decide(input);
    }
  }

  Decision decide(Input input) {
    past.add(input);
    SagaState before = state;
    RunState statusBefore = before.status();
    Decision decision = SagaMachine.decide(plan, before, input);
    assertThat(SagaMachine.decide(plan, before, input)).as("deciding is pure").isEqualTo(decision);
    assertThat(SagaMachine.fold(plan, before, decision.events()))
        .as("folding the events gives the state")
        .isEqualTo(decision.state());
    journal(decision);
    exercised.decision(plan, before, decision);
    sights.see(before, input, decision);
    if (statusBefore.isEnd()) {
      // A parent that turns back is the one thing that makes a run go on after it has completed.
      boolean undone = input instanceof Input.TurnBack && plan.isUndoable();
      assertThat(decision.events())
          .as("events after %s", statusBefore)
          .allMatch(
              event ->
                  undone && statusBefore == RunState.COMPLETED
                      || event.kind() == Event.Kind.LATE_RESULT
                      || event.kind() == Event.Kind.LATE_SIGNAL);
    }
    hold(input, before, decision);
    laws.events(decision.events(), state, input.at());
    laws.calls(decision.calls(), status().isEnd());
    agree();
    return decision;
  }

  private void journal(Decision decision) {
    List<Event> durable = decision.events().stream().filter(e -> e.kind().durable()).toList();
    journal.addAll(durable);
    replayed = SagaMachine.fold(plan, replayed, durable);
    state = decision.state();
    assertThat(replayed.afterCrash(plan))
        .as("a restart from the journal finds the state")
        .isEqualTo(state.afterCrash(plan));
    assertThat(replayed.status()).as("the status is durable").isEqualTo(state.status());
  }

  /** Both are told; both must want the same calls. */
  private void hold(Input input, SagaState before, Decision decision) {
    List<Ask> asks;
    if (input instanceof Input.Start start) {
      asks = reference.start(start.at(), start.deadlineAt(), start.facts());
    } else if (input instanceof Input.Ended ended && laws.isAwaited(ended.call())) {
      laws.ended(ended.call(), ended.result());
      asks = reference.ended(ended.call(), ended.result(), ended.random(), ended.at());
    } else if (input instanceof Input.Ended) {
      assertThat(decision.state()).as("a late result changes nothing").isEqualTo(before);
      asks = List.of();
    } else if (input instanceof Input.Operate operate) {
      asks = operate(operate, before, decision);
    } else if (input instanceof Input.Adopt adopt) {
      asks = reference.adopt(adopt.at());
    } else if (input instanceof Input.Signal signal) {
      asks = signal(signal, before, decision);
    } else if (input instanceof Input.LocksFreed freed) {
      asks = reference.locksFreed(freed.at());
    } else if (input instanceof Input.TurnBack back) {
      asks = turnBack(back, before, decision);
    } else {
      asks = reference.woke(input.at());
    }
    assertThat(decision.calls())
        .extracting(CheckedMachine::ask)
        .as("the calls the reference makes")
        .containsExactlyInAnyOrderElementsOf(asks);
  }

  private static Ask ask(Call call) {
    boolean attempt = call.kind() == Call.Kind.STEP || call.kind() == Call.Kind.UNDO;
    return new Ask(call.step(), call.item(), call.kind(), attempt ? call.attempt() : 0);
  }

  private List<Ask> signal(Input.Signal signal, SagaState before, Decision decision) {
    SignalReceipt expected = reference.receipt(signal.step(), signal.id());
    SignalReceipt actual = receipt(decision);
    exercised.count("event from outside " + actual);
    assertThat(actual).as("what became of %s", signal).isEqualTo(expected);
    if (actual == SignalReceipt.DUPLICATE) {
      assertThat(decision.events()).as("events of %s, which is known", signal).isEmpty();
      assertThat(decision.state()).as("state after it").isEqualTo(before);
    }
    return reference.signal(signal.step(), signal.id(), signal.at());
  }

  /** What the records say of the event that was decided on; none are written of one dropped. */
  static SignalReceipt receipt(Decision decision) {
    return decision.events().stream().anyMatch(e -> e.kind() == Event.Kind.SIGNALLED)
        ? SignalReceipt.ACCEPTED
        : decision.events().stream().anyMatch(e -> e.kind() == Event.Kind.LATE_SIGNAL)
            ? SignalReceipt.LATE
            : SignalReceipt.DUPLICATE;
  }

  /** A run with a pivot is no child that could be undone: that is refused once it is too late. */
  private List<Ask> turnBack(Input.TurnBack back, SagaState before, Decision decision) {
    if (decision.refusal() != null) {
      assertThat(plan.isUndoable() && status() != RunState.ABANDONED)
          .as("refused to turn back: %s", decision.refusal())
          .isFalse();
      assertThat(decision.state()).as("state after a refusal").isEqualTo(before);
      return List.of();
    }
    return reference.parentTurnsBack(back.at());
  }

  private List<Ask> operate(Input.Operate said, SagaState before, Decision decision) {
    boolean refused = decision.refusal() != null;
    Verdict verdict = referenceOperator.verdict(said);
    exercised.verb(said, refused);
    if (refused) {
      assertThat(decision.events()).as("events of a refused verb").isEmpty();
      assertThat(decision.state()).as("state after a refused verb").isEqualTo(before);
      assertThat(verdict).as("%s refused: %s", said, decision.refusal()).isNotEqualTo(Verdict.MUST);
      return List.of();
    }
    assertThat(verdict).as("%s is accepted", said).isNotEqualTo(Verdict.MUST_NOT);
    return referenceOperator.operate(said);
  }

  private void agree() {
    assertThat(status()).as("the status the reference gives").isEqualTo(reference.status());
    boolean forward = reference.direction == ReferenceSaga.Direction.FORWARD;
    for (ReferenceStep step : reference.steps) {
      step.units().forEach(this::agree);
      if (forward && state.step(step.plan.index()).isDone() != step.isDone()) {
        throw new AssertionError("whether " + step.plan.name() + " as a whole is done");
      }
      StepProgress whole = state.step(step.plan.index());
      if (whole.cleared() && whole.undo() != step.undoOfAll()) {
        throw new AssertionError(step.plan.name() + " as a whole is " + whole);
      }
    }
    if (status() == RunState.STUCK || status() == RunState.ABANDONED) {
      assertThat(state.remaining(plan))
          .as("what remains as the reference says")
          .containsExactlyInAnyOrderElementsOf(reference.report.remaining());
    }
    if (!status().isEnd()) {
      assertThat(state.wakeAt()).as("when to wake").isEqualTo(reference.report.wakeAt());
    }
  }

  private void agree(ReferenceUnit unit) {
    StepProgress step = state.at(unit.plan.index(), unit.item);
    boolean same = step.status() == unit.status() && step.undo().name().equals(unit.undo.name());
    if (!same) {
      throw new AssertionError(
          "%s is %s, and its undo %s, but the reference says %s and %s"
              .formatted(unit.name(), step.status(), step.undo(), unit.status(), unit.undo));
    }
  }
}
