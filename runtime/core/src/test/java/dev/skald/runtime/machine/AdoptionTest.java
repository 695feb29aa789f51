package dev.skald.runtime.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.runtime.RunState;
import dev.skald.runtime.machine.Input.Verb;
import org.junit.jupiter.api.Test;

/** Semantics, "Crash". */
class AdoptionTest {

  @Test
  void steps_without_a_result_run_again() {
    Story.of("a undo:outcome", "b undo:outcome", "c after:a undo:outcome")
        .starts()
        .succeeds("a")
        .inFlight("b", "c")
        .crashes()
        .calls("b", "c")
        .journalEndsWith("SUCCEEDED a", "ADOPTED");
  }

  @Test
  void undos_without_a_confirmation_run_again() {
    Story.of("a undo:outcome", "b undo:outcome", "c after:a,b undo:outcome")
        .starts()
        .succeeds("a", "b")
        .isRejected("c")
        .succeeds("undo a")
        .crashes()
        .calls("undo b")
        .succeeds("undo b")
        .is(RunState.COMPENSATED);
  }

  @Test
  void a_step_under_way_when_the_run_had_turned_back_is_unknown_and_not_called_again() {
    Story.of("a undo:outcome", "b undo:outcome")
        .starts()
        .isRejected("b")
        .inFlight("a")
        .crashes()
        .calls("undo a")
        .journalEndsWith("REJECTED b", "ADOPTED", "GAVE_UP a");
  }

  @Test
  void an_adoption_that_calls_nothing_is_not_journaled() {
    Story.of("a undo:outcome")
        .starts()
        .failsUntil("a", 5_000)
        .crashes()
        .journalEndsWith("RETRY_AT a");
  }

  @Test
  void a_poisoned_run_is_parked_and_not_called_again() {
    adoptedTooOften().is(RunState.PARKED).callsNothing().crashes().callsNothing();
  }

  @Test
  void a_poisoned_run_is_left_alone_even_if_its_deadline_passes() {
    Story story = Story.of("a undo:outcome").startsWithDeadlineIn(1_000);
    adopt(story, SagaMachine.MAX_ADOPTIONS + 1);
    assertThat(story.state().wakeAt()).isEqualTo(Long.MAX_VALUE);
    assertThat(story.state().durableWakeAt()).isEqualTo(Long.MAX_VALUE);
    story.passes(1_000).is(RunState.PARKED).operator(Verb.RETRY);
    assertThat(story.wakesIn()).as("then it is due").isNotPositive();
    story.passes(0).is(RunState.COMPENSATING);
  }

  @Test
  void a_run_that_makes_progress_is_not_poisoned() {
    Story story = Story.of("a undo:outcome", "b after:a undo:outcome").starts();
    adopt(story, SagaMachine.MAX_ADOPTIONS).succeeds("a");
    adopt(story, SagaMachine.MAX_ADOPTIONS).is(RunState.RUNNING).inFlight("b");
  }

  @Test
  void a_late_result_is_no_progress() {
    Story story = Story.of("a undo:outcome").starts();
    adopt(story, SagaMachine.MAX_ADOPTIONS);
    Call timedOut = story.call("a");
    story.fails("a").lateResult(timedOut).crashes().is(RunState.PARKED);
  }

  @Test
  void an_operator_lets_a_poisoned_run_go_on() {
    adoptedTooOften().operator(Verb.RETRY).calls("a").is(RunState.RUNNING);
  }

  @Test
  void the_deadline_that_passed_while_nobody_owned_the_run_turns_it_back() {
    Story story = Story.of("a undo:outcome", "b after:a undo:outcome").startsWithDeadlineIn(1);
    story.succeeds("a").passes(0).crashes().calls("b");
    assertThat(story.wakesIn()).isEqualTo(1);
    story.passes(1).is(RunState.COMPENSATING);
  }

  @Test
  void attempts_count_again_from_the_last_journaled_number() {
    Story story = Story.of("a attempts:4 undo:outcome").starts();
    story.failsUntil("a", 2_000).passes(2_000).failsUntil("a", 10).passes(10);
    assertThat(story.call("a").attempt()).isEqualTo(3);
    assertThat(story.crashes().call("a").attempt()).isEqualTo(2);
  }

  @Test
  void an_ended_or_stuck_run_is_adopted_without_calls() {
    Story.of("a undo:outcome")
        .starts()
        .succeeds("a")
        .crashes()
        .callsNothing()
        .journalEndsWith("SUCCEEDED a");
    Story.of("a pivot attempts:1").starts().fails("a").crashes().callsNothing().is(RunState.STUCK);
  }

  private static Story adoptedTooOften() {
    return adopt(Story.of("a undo:outcome").starts(), SagaMachine.MAX_ADOPTIONS + 1);
  }

  private static Story adopt(Story story, int times) {
    for (int i = 0; i < times; i++) {
      story.crashes();
    }
    return story;
  }
}
