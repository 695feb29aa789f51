package dev.skald.runtime.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.runtime.RunState;
import dev.skald.runtime.machine.Input.Verb;
import org.junit.jupiter.api.Test;

/** Semantics, "Late results". */
class LateResultTest {

  @Test
  void the_result_of_a_timed_out_attempt_is_recorded_as_late_and_changes_nothing() {
    Story story = Story.of("a undo:outcome").starts();
    Call timedOut = story.call("a");
    story
        .fails("a")
        .lateResult(timedOut)
        .callsNothing()
        .inFlight("a")
        .is(RunState.RUNNING)
        .journal("STARTED", "LATE_RESULT a");
  }

  @Test
  void it_changes_nothing_while_the_next_attempt_is_awaited_nor_while_it_waits() {
    Story story = Story.of("a undo:outcome delay:500", "b after:a undo:outcome").starts();
    Call timedOut = story.call("a");
    story.fails("a").lateResult(timedOut).callsNothing().passes(500).calls("a");
  }

  @Test
  void if_the_step_was_unknown_its_undo_still_runs() {
    Story story = Story.of("a undo:outcome attempts:1").starts();
    Call timedOut = story.call("a");
    story
        .fails("a")
        .inFlight("undo a")
        .lateResult(timedOut)
        .inFlight("undo a")
        .succeeds("undo a")
        .is(RunState.COMPENSATED);
  }

  @Test
  void it_changes_nothing_after_the_end() {
    Story story = Story.of("a undo:outcome").starts();
    Call timedOut = story.call("a");
    story
        .fails("a")
        .succeeds("a")
        .lateResult(timedOut)
        .is(RunState.COMPLETED)
        .journalEndsWith("SUCCEEDED a", "LATE_RESULT a");
  }

  @Test
  void a_result_told_twice_counts_once() {
    Story story = Story.of("a undo:outcome", "b after:a undo:outcome").starts();
    Call first = story.call("a");
    story.succeeds("a").calls("b").lateResult(first).callsNothing().inFlight("b");
  }

  @Test
  void the_result_of_a_call_an_operator_no_longer_waited_for_is_late() {
    Story story = Story.of("a undo:outcome", "b after:a undo:outcome").starts();
    story.succeeds("a").isRejected("b");
    Call undo = story.call("undo a");
    story.operator(Verb.MARK_UNDONE, "a").is(RunState.COMPENSATED);
    story.lateResult(undo).is(RunState.COMPENSATED).journalEndsWith("LATE_RESULT a");
  }

  @Test
  void it_says_which_attempt_it_was_and_what_came() {
    Story story = Story.of("a undo:outcome").starts();
    Call timedOut = story.call("a");
    story.fails("a").lateResult(timedOut);
    assertThat(story.lastRecord().attempts()).isEqualTo(1);
    assertThat(story.lastRecord().value()).isEqualTo("late value");
  }
}
