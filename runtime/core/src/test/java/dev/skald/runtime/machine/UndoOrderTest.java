package dev.skald.runtime.machine;

import dev.skald.runtime.RunState;
import org.junit.jupiter.api.Test;

/** Semantics, "Failure". */
class UndoOrderTest {

  private static Story threeInARow() {
    return Story.of("a undo:outcome", "b after:a undo:outcome", "c after:b undo:outcome").starts();
  }

  @Test
  void on_a_rejection_nothing_new_is_started() {
    Story.of("a undo:outcome", "b undo:outcome", "c after:a undo:outcome")
        .starts()
        .inFlight("a", "b")
        .isRejected("b")
        .is(RunState.COMPENSATING)
        .succeeds("a")
        .calls("undo a");
  }

  @Test
  void on_an_exhausted_policy_nothing_new_is_started() {
    Story.of("a undo:outcome", "b undo:outcome attempts:1", "c after:a undo:outcome")
        .starts()
        .fails("b")
        .is(RunState.COMPENSATING)
        .succeeds("a")
        .calls("undo a", "undo b");
  }

  @Test
  void steps_in_flight_end_first_and_each_is_journaled() {
    Story.of("a undo:outcome", "b undo:outcome", "c undo:outcome", "d undo:outcome")
        .starts()
        .isRejected("a")
        .callsNothing()
        .succeeds("b")
        .callsNothing()
        .isRejected("c")
        .callsNothing()
        .fails("d")
        .calls("undo b", "undo d")
        .journal("STARTED", "REJECTED a", "SUCCEEDED b", "REJECTED c", "GAVE_UP d");
  }

  @Test
  void undos_run_in_reverse_order_of_the_graph() {
    threeInARow()
        .succeeds("a", "b")
        .isRejected("c")
        .inFlight("undo b")
        .succeeds("undo b")
        .inFlight("undo a")
        .succeeds("undo a")
        .is(RunState.COMPENSATED)
        .journalEndsWith("REJECTED c", "UNDONE b", "UNDONE a");
  }

  @Test
  void undos_run_side_by_side_where_the_steps_were_parallel() {
    Story.of("a undo:outcome", "b undo:outcome", "c after:a,b undo:outcome")
        .starts()
        .succeeds("a", "b")
        .isRejected("c")
        .inFlight("undo a", "undo b");
  }

  @Test
  void an_undo_never_runs_before_the_undos_of_all_dependents_are_done() {
    Story.of(
            "a undo:outcome",
            "b after:a undo:outcome",
            "c after:a undo:outcome",
            "d after:b,c undo:outcome")
        .starts()
        .succeeds("a", "b", "c")
        .isRejected("d")
        .inFlight("undo b", "undo c")
        .succeeds("undo b")
        .callsNothing()
        .succeeds("undo c")
        .calls("undo a");
  }

  @Test
  void the_order_holds_across_steps_that_need_no_undo() {
    Story.of(
            "a undo:outcome",
            "look after:a readOnly",
            "c after:look undo:outcome",
            "d after:c undo:outcome")
        .starts()
        .succeeds("a", "look", "c")
        .isRejected("d")
        .inFlight("undo c")
        .succeeds("undo c")
        .inFlight("undo a");
  }

  @Test
  void the_order_of_the_source_does_not_matter() {
    Story.of("c after:b undo:outcome", "a undo:outcome", "b after:a undo:outcome")
        .starts()
        .inFlight("a")
        .succeeds("a", "b")
        .isRejected("c")
        .inFlight("undo b")
        .succeeds("undo b")
        .inFlight("undo a");
  }

  @Test
  void steps_that_succeeded_or_are_unknown_are_undone() {
    Story.of("a undo:outcome", "b after:a undo:outcome attempts:1")
        .starts()
        .succeeds("a")
        .fails("b")
        .inFlight("undo b")
        .succeeds("undo b", "undo a")
        .is(RunState.COMPENSATED);
  }

  @Test
  void a_rejected_step_is_not_undone() {
    threeInARow().isRejected("a").is(RunState.COMPENSATED).callsNothing();
  }

  @Test
  void a_step_that_only_waits_for_its_next_attempt_is_unknown_at_once() {
    Story.of("a undo:outcome delay:500", "b undo:outcome")
        .starts()
        .fails("a")
        .isRejected("b")
        .calls("undo a");
  }

  @Test
  void a_step_that_was_certainly_never_called_needs_no_undo() {
    Story.of("a undo:outcome", "b undo:outcome")
        .starts()
        .isHeldBack("a", 5_000)
        .isRejected("b")
        .callsNothing()
        .is(RunState.COMPENSATED)
        .journalEndsWith("REJECTED b", "UNTOUCHED a");
  }

  @Test
  void a_held_back_step_that_was_called_before_is_undone() {
    Story.of("a undo:outcome", "b undo:outcome")
        .starts()
        .fails("a")
        .isHeldBack("a", 5_000)
        .isRejected("b")
        .calls("undo a");
  }

  @Test
  void a_held_back_step_whose_owner_died_before_counts_as_called() {
    Story.of("a undo:outcome", "b undo:outcome")
        .starts()
        .crashes()
        .isHeldBack("a", 5_000)
        .isRejected("b")
        .calls("undo a");
  }

  @Test
  void read_only_and_irreversible_steps_are_left_as_they_are() {
    Story.of("mail irreversible", "look after:mail readOnly", "a after:look undo:nothing")
        .starts()
        .succeeds("mail", "look")
        .isRejected("a")
        .is(RunState.COMPENSATED);
  }
}
