package dev.skald.runtime.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.runtime.Failure;
import dev.skald.runtime.RunState;
import dev.skald.runtime.SignalReceipt;
import dev.skald.runtime.machine.Input.Verb;
import org.junit.jupiter.api.Test;

/** The Javadoc of {@code Signal} and of {@link SignalReceipt}. */
class SignalTest {

  private static Story approval(String gate) {
    return Story.of("order undo:outcome", "go after:order " + gate + " undo:outcome");
  }

  @Test
  void the_step_waits_for_the_event_without_being_called() {
    approval("signal")
        .starts()
        .succeeds("order")
        .callsNothing()
        .is(RunState.WAITING)
        .event("go", "e1")
        .is(SignalReceipt.ACCEPTED)
        .calls("go");
  }

  @Test
  void an_early_event_is_kept() {
    approval("signalOrFail:1000")
        .starts()
        .event("go", "e1")
        .is(SignalReceipt.ACCEPTED)
        .crashes()
        .succeeds("order")
        .calls("go")
        .journal("STARTED", "SIGNALLED go", "ADOPTED", "SUCCEEDED order");
  }

  @Test
  void an_event_that_comes_twice_is_dropped() {
    approval("signal")
        .starts()
        .event("go", "e1")
        .event("go", "e1")
        .is(SignalReceipt.DUPLICATE)
        .journal("STARTED", "SIGNALLED go");
  }

  @Test
  void another_event_is_late_once_one_was_accepted() {
    approval("signal")
        .starts()
        .event("go", "e1")
        .event("go", "e2")
        .is(SignalReceipt.LATE)
        .event("go", "e2")
        .is(SignalReceipt.DUPLICATE)
        .journal("STARTED", "SIGNALLED go", "LATE_SIGNAL go");
  }

  @Test
  void two_steps_may_be_sent_events_of_one_id() {
    Story.of("a signal undo:outcome", "b signal undo:outcome")
        .starts()
        .event("a", "1")
        .calls("a")
        .event("b", "1")
        .is(SignalReceipt.ACCEPTED)
        .calls("b");
  }

  @Test
  void an_event_is_late_in_a_run_that_turned_back_or_ended() {
    approval("signal")
        .starts()
        .isRejected("order")
        .is(RunState.COMPENSATED)
        .event("go", "e1")
        .is(SignalReceipt.LATE)
        .is(RunState.COMPENSATED);
  }

  @Test
  void an_event_is_late_for_a_branch_that_was_not_taken() {
    Story.of("a variants:2 undo:outcome", "b when:a=1 signal undo:outcome", "c undo:outcome")
        .starts()
        .gives("a", 0)
        .event("b", "e1")
        .is(SignalReceipt.LATE);
  }

  @Test
  void a_step_that_needs_the_event_fails_when_it_does_not_come_in_time() {
    Story story = approval("signalOrFail:5000").starts().succeeds("order");
    story.passes(4_999).is(RunState.WAITING).passes(1).calls("undo order");
    assertThat(story.state().cause()).extracting(Failure::kind).isEqualTo(Failure.Kind.TIMEOUT);
    story.event("go", "e1").is(SignalReceipt.LATE);
  }

  @Test
  void a_step_that_can_do_without_the_event_runs_when_it_does_not_come_in_time() {
    approval("signalOrEmpty:5000")
        .starts()
        .succeeds("order")
        .passes(5_000)
        .calls("go")
        .event("go", "e1")
        .is(SignalReceipt.LATE);
  }

  @Test
  void an_event_in_time_ends_the_wait() {
    Story story = approval("signalOrFail:5000").starts().succeeds("order").passes(4_999);
    story.event("go", "e1").calls("go").succeeds("go").is(RunState.COMPLETED);
    assertThat(story.state().durableWakeAt()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void two_steps_whose_events_are_missed_at_the_same_time_turn_the_run_back_together() {
    Story.of("a signalOrFail:5000 undo:outcome", "b signalOrFail:5000 undo:outcome")
        .starts()
        .passes(5_000)
        .is(RunState.COMPENSATED);
  }

  @Test
  void behind_the_pivot_a_missed_event_waits_for_a_person_and_can_be_awaited_again() {
    Story.of("pay pivot", "go after:pay signalOrFail:5000")
        .starts()
        .succeeds("pay")
        .passes(5_000)
        .is(RunState.STUCK)
        .remains("go")
        .event("go", "e1")
        .is(SignalReceipt.LATE)
        .operator(Verb.RETRY)
        .is(RunState.WAITING)
        .event("go", "e2")
        .is(SignalReceipt.ACCEPTED)
        .calls("go");
  }

  @Test
  void a_storm_of_events_is_remembered_up_to_a_limit_and_then_only_refused() {
    Story story = approval("signal").starts();
    for (int i = 0; i < 3 * SagaMachine.MAX_SIGNALS; i++) {
      story.event("go", "e" + i);
    }
    assertThat(story.step("go").signals().ids()).hasSize(SagaMachine.MAX_SIGNALS);
    assertThat(story.records()).isEqualTo(1 + SagaMachine.MAX_SIGNALS);
    story.succeeds("order").calls("go");
  }

  @Test
  void an_event_that_is_awaited_is_taken_after_any_storm() {
    Story story =
        Story.of("pay pivot", "go after:pay signalOrFail:5000")
            .starts()
            .succeeds("pay")
            .passes(5_000)
            .is(RunState.STUCK);
    for (int i = 0; i <= SagaMachine.MAX_SIGNALS; i++) {
      story.event("go", "e" + i);
    }
    story.operator(Verb.RETRY).event("go", "at last").is(SignalReceipt.ACCEPTED).calls("go");
  }

  @Test
  void an_event_does_not_set_a_run_going_that_was_set_aside() {
    Story story = Story.of("a undo:outcome", "go signal undo:outcome").starts();
    for (int i = 0; i <= SagaMachine.MAX_ADOPTIONS; i++) {
      story.crashes();
    }
    story
        .is(RunState.PARKED)
        .event("go", "e1")
        .is(SignalReceipt.ACCEPTED)
        .callsNothing()
        .is(RunState.PARKED)
        .operator(Verb.RETRY)
        .calls("a", "go");
  }
}
