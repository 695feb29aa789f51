package dev.skald.runtime.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skald.runtime.RunState;
import dev.skald.runtime.machine.Input.Verb;
import org.junit.jupiter.api.Test;

/**
 * Steps are called ahead of the records of pipelined steps. Whoever takes the run up from a journal
 * that lacks them must take for called whatever may have been.
 */
class PipelineTest {

  /** Each waits for the one before it. */
  private static Story chain() {
    return Story.of(
        "a pipelined undo:result",
        "b pipelined undo:outcome after:a",
        "c undo:nothing after:b",
        "d undo:outcome after:c");
  }

  @Test
  void without_a_crash_nothing_is_written_or_undone_that_would_not_be_otherwise() {
    chain()
        .starts()
        .succeeds("a")
        .isRejected("b")
        .succeeds("undo a")
        .is(RunState.COMPENSATED)
        .journal("STARTED", "SUCCEEDED a", "REJECTED b", "UNDONE a");
  }

  @Test
  void what_was_called_ahead_of_lost_records_is_undone_before_what_it_waited_for() {
    chain()
        .starts()
        .succeeds("a", "b")
        .inFlight("c")
        .crashesLosing(2)
        .calls("a")
        .isRejected("a")
        .calls("undo c")
        .succeeds("undo c")
        .calls("undo b")
        .succeeds("undo b")
        .is(RunState.COMPENSATED)
        .journal(
            "STARTED",
            "RAN_AHEAD b",
            "RAN_AHEAD c",
            "ADOPTED",
            "REJECTED a",
            "UNDONE c",
            "UNDONE b");
  }

  @Test
  void a_step_behind_one_that_is_not_pipelined_was_certainly_not_called() {
    Story story = chain().starts().crashes();
    assertThat(story.step("c").ranAhead()).isTrue();
    assertThat(story.step("d").ranAhead()).isFalse();
  }

  @Test
  void a_lost_record_means_that_the_step_runs_again_and_the_run_goes_on_as_ever() {
    chain()
        .starts()
        .succeeds("a", "b")
        .crashesLosing(2)
        .calls("a")
        .succeeds("a")
        .calls("b")
        .succeeds("b", "c", "d")
        .is(RunState.COMPLETED);
  }

  @Test
  void that_it_may_have_been_called_outlives_further_owners_retries_and_a_person() {
    chain()
        .starts()
        .crashes()
        .failsUntil("a", 5_000)
        .crashes()
        .operator(Verb.RETRY)
        .calls("a")
        .isCancelled()
        .isRejected("a")
        .calls("undo c")
        .succeeds("undo c", "undo b")
        .is(RunState.COMPENSATED)
        .journal(
            "STARTED",
            "RAN_AHEAD b",
            "RAN_AHEAD c",
            "ADOPTED",
            "RETRY_AT a",
            "OPERATOR_RETRY",
            "CANCEL_REQUESTED",
            "REJECTED a",
            "UNDONE c",
            "UNDONE b");
  }

  /** Another owner called it, so that its own call is not let through says nothing. */
  @Test
  void a_step_that_is_called_again_and_not_let_through_is_undone_all_the_same() {
    chain()
        .starts()
        .crashes()
        .succeeds("a")
        .isHeldBack("b", 5_000)
        .isCancelled()
        .calls("undo c")
        .succeeds("undo c", "undo b", "undo a")
        .is(RunState.COMPENSATED);
  }

  @Test
  void what_failed_and_waits_for_its_next_attempt_lets_nothing_run_ahead() {
    Story story = chain().starts().failsUntil("a", 5_000).crashes().isCancelled();
    story.calls("a").journalEndsWith("RETRY_AT a", "CANCEL_REQUESTED", "GAVE_UP a");
  }

  @Test
  void a_deadline_that_passed_while_nobody_looked_finds_what_ran_ahead() {
    Story.of("a pipelined undo:outcome", "b undo:outcome after:a")
        .startsWithDeadlineIn(1_000)
        .succeeds("a")
        .passesUnseen(2_000)
        .crashesLosing(1)
        .calls("undo b")
        .succeeds("undo b", "undo a")
        .is(RunState.COMPENSATED)
        .journal(
            "STARTED",
            "RAN_AHEAD b",
            "DEADLINE_PASSED",
            "ADOPTED",
            "GAVE_UP a",
            "UNDONE b",
            "UNDONE a");
  }

  @Test
  void a_run_that_is_given_up_names_what_may_have_been_called() {
    chain()
        .starts()
        .succeeds("a", "b")
        .crashesLosing(2)
        .operator(Verb.ABANDON)
        .remains("a", "b", "c");
  }

  @Test
  void all_that_a_step_waits_for_must_be_pipelined_or_done() {
    Story story =
        Story.of(
                "a pipelined undo:outcome",
                "x undo:outcome",
                "b undo:outcome after:a,x",
                "y pipelined undo:outcome",
                "c undo:outcome after:a,y")
            .starts()
            .crashes();
    assertThat(story.step("b").ranAhead()).isFalse();
    assertThat(story.step("c").ranAhead()).isTrue();
  }

  @Test
  void what_is_more_than_a_call_that_can_be_undone_by_its_key_waits() {
    String[] barriers = {
      "b after:a undo:result",
      "b after:a undo:outcome waits:3000",
      "b after:a undo:outcome signal",
      "b after:a undo:outcome lock",
      "b after:a undo:outcome atMostOnce",
      "b after:a undo:outcome transactional",
      "b after:a undo:result child",
      "b after:a undo:outcome each:input*3",
      "b ifTaken:a undo:outcome",
      "b after:a pivot"
    };
    for (String barrier : barriers) {
      Story story =
          Story.of("a pipelined undo:outcome", barrier)
              .startsWith(barrier.contains("each") ? new Integer[] {2} : new Integer[0]);
      assertThat(story.crashes().step("b").ranAhead()).as(barrier).isFalse();
    }
  }

  @Test
  void what_is_not_called_again_after_a_crash_is_not_pipelined() {
    for (String word : new String[] {"pivot", "atMostOnce", "transactional", "each:input*2"}) {
      assertThatThrownBy(() -> Story.of("a pipelined readOnly " + word))
          .as(word)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("is pipelined, but");
    }
  }
}
