package dev.skald.runtime.machine;

import dev.skald.runtime.RunState;
import dev.skald.runtime.machine.Input.Verb;
import org.junit.jupiter.api.Test;

/** The Javadoc of {@code Child}, and the way back of a run that is a child itself. */
class ChildTest {

  private static Story family() {
    return Story.of(
            "order undo:outcome", "ship after:order child undo:result", "end after:ship pivot")
        .starts()
        .succeeds("order");
  }

  private static Story childUnderWay() {
    return family().succeeds("ship").inFlight("child ship");
  }

  @Test
  void the_step_is_done_when_the_child_is() {
    childUnderWay()
        .is(RunState.WAITING)
        .succeeds("child ship")
        .calls("end")
        .journalEndsWith("SUCCEEDED order", "CHILD_STARTED ship", "SUCCEEDED ship");
  }

  @Test
  void a_child_that_is_compensated_counts_as_a_rejection() {
    childUnderWay().isRejected("child ship").inFlight("undo order");
  }

  @Test
  void after_a_crash_its_end_is_awaited_again_and_it_is_not_started_again() {
    childUnderWay().crashes().calls("child ship").journalEndsWith("CHILD_STARTED ship");
  }

  @Test
  void waiting_for_a_child_never_sets_a_run_aside() {
    Story story = childUnderWay();
    for (int i = 0; i <= 2 * SagaMachine.MAX_ADOPTIONS; i++) {
      story.crashes();
    }
    story.is(RunState.WAITING);
  }

  @Test
  void a_child_that_completed_is_turned_back_when_the_step_is_undone() {
    childUnderWay()
        .succeeds("child ship")
        .isRejected("end")
        .calls("undo ship")
        .succeeds("undo ship")
        .calls("undo order");
  }

  @Test
  void a_run_that_turns_back_does_not_await_its_child_but_turns_it_back() {
    Story story = childUnderWay();
    Call awaiting = story.call("child ship");
    story
        .isCancelled()
        .calls("undo ship")
        .lateResult(awaiting)
        .callsNothing()
        .succeeds("undo ship")
        .calls("undo order");
  }

  @Test
  void a_start_under_way_when_the_run_turns_back_is_waited_for_and_its_child_turned_back() {
    family()
        .isCancelled()
        .callsNothing()
        .succeeds("ship")
        .calls("undo ship")
        .journalEndsWith("CANCEL_REQUESTED", "CHILD_STARTED ship");
  }

  @Test
  void a_start_of_unknown_outcome_is_repeated_before_the_undo() {
    family()
        .fails("ship")
        .fails("ship")
        .fails("ship")
        .calls("ship")
        .succeeds("ship")
        .calls("undo ship");
  }

  @Test
  void a_start_that_is_rejected_when_it_is_repeated_leaves_nothing_to_undo() {
    family()
        .failsUntil("ship", 500)
        .isCancelled()
        .calls("ship")
        .isRejected("ship")
        .calls("undo order");
  }

  @Test
  void a_child_whose_result_a_person_supplied_must_still_be_known_before_it_can_be_undone() {
    family()
        .failsUntil("ship", 500)
        .operator(Verb.SUPPLY, "ship")
        .isRejected("end")
        .calls("ship")
        .succeeds("ship")
        .calls("undo ship")
        .succeeds("undo ship")
        .calls("undo order");
  }

  @Test
  void each_item_of_a_list_may_have_a_child() {
    Story.of("ship each:input*2 child undo:result", "end after:ship pivot")
        .startsWith(2)
        .succeeds("ship[0]", "ship[1]")
        .inFlight("child ship[0]", "child ship[1]")
        .succeeds("child ship[0]")
        .isRejected("child ship[1]")
        .calls("undo ship[0]");
  }

  @Test
  void a_pivot_whose_child_was_given_up_may_have_had_its_effect_whoever_owns_the_run() {
    Story.of("order undo:outcome", "ship after:order child pivot")
        .starts()
        .succeeds("order", "ship")
        .fails("child ship")
        .is(RunState.STUCK)
        .crashes()
        .operator(Verb.RETRY)
        .isHeldBack("ship", 500)
        .isCancelled()
        .is(RunState.RUNNING);
  }

  @Test
  void a_completed_run_without_a_pivot_can_be_turned_back_by_the_run_that_started_it() {
    Story.of("a undo:outcome", "b after:a undo:outcome")
        .starts()
        .succeeds("a", "b")
        .is(RunState.COMPLETED)
        .parentTurnsBack()
        .is(RunState.COMPENSATING)
        .succeeds("undo b", "undo a")
        .is(RunState.COMPENSATED);
  }

  @Test
  void a_run_turned_back_by_its_parent_twice_goes_back_once() {
    Story.of("a undo:outcome")
        .starts()
        .succeeds("a")
        .parentTurnsBack()
        .parentTurnsBack()
        .inFlight("undo a")
        .succeeds("undo a")
        .parentTurnsBack()
        .journal("STARTED", "SUCCEEDED a", "PARENT_TURNED_BACK", "UNDONE a");
  }

  @Test
  void a_run_with_a_pivot_is_not_turned_back_by_its_parent() {
    Story.of("a undo:outcome", "b after:a pivot")
        .starts()
        .parentIsRefused()
        .succeeds("a", "b")
        .parentIsRefused()
        .is(RunState.COMPLETED);
  }
}
