package dev.skald.runtime.machine;

import dev.skald.runtime.RunState;
import dev.skald.runtime.machine.Input.Verb;
import org.junit.jupiter.api.Test;

/** The point of no return: before it the run turns back, at it a person decides, after it never. */
class PivotTest {

  private static Story atThePivot() {
    return Story.of(
            "order undo:outcome", "pay after:order pivot attempts:2", "ship after:pay attempts:2")
        .starts()
        .succeeds("order");
  }

  @Test
  void a_failure_before_the_pivot_turns_back() {
    Story.of("order undo:outcome attempts:1", "pay after:order pivot")
        .starts()
        .fails("order")
        .is(RunState.COMPENSATING)
        .inFlight("undo order");
  }

  @Test
  void a_rejected_pivot_turns_back_and_is_not_undone() {
    atThePivot()
        .isRejected("pay")
        .inFlight("undo order")
        .succeeds("undo order")
        .is(RunState.COMPENSATED);
  }

  @Test
  void a_pivot_whose_outcome_stays_unknown_is_stuck_and_cannot_turn_back() {
    atThePivot().fails("pay").fails("pay").is(RunState.STUCK).remains("pay").callsNothing();
  }

  @Test
  void a_rejection_after_the_pivot_is_stuck_going_forward() {
    atThePivot().succeeds("pay").isRejected("ship").is(RunState.STUCK).remains("ship");
  }

  @Test
  void an_exhausted_policy_after_the_pivot_is_stuck_going_forward() {
    atThePivot().succeeds("pay").fails("ship").fails("ship").is(RunState.STUCK).remains("ship");
  }

  @Test
  void what_does_not_wait_for_the_stuck_step_still_runs() {
    Story.of("pay pivot", "ship after:pay attempts:1", "thank after:pay", "score after:thank")
        .starts()
        .succeeds("pay")
        .fails("ship")
        .is(RunState.RUNNING)
        .succeeds("thank")
        .calls("score")
        .succeeds("score")
        .is(RunState.STUCK);
  }

  @Test
  void a_step_the_run_is_stuck_at_is_named_whatever_it_leaves_behind() {
    Story.of(
            "pay pivot",
            "look after:pay readOnly attempts:1",
            "mail after:pay irreversible attempts:1")
        .starts()
        .succeeds("pay")
        .fails("look")
        .fails("mail")
        .is(RunState.STUCK)
        .remains("look", "mail");
  }

  @Test
  void a_step_beside_the_pivot_does_not_turn_the_run_back() {
    Story.of("pay pivot", "look readOnly attempts:1")
        .starts()
        .fails("look")
        .is(RunState.RUNNING)
        .succeeds("pay")
        .is(RunState.STUCK);
  }

  @Test
  void a_stuck_pivot_is_tried_again() {
    atThePivot()
        .fails("pay")
        .fails("pay")
        .operator(Verb.RETRY)
        .calls("pay")
        .fails("pay")
        .calls("pay")
        .succeeds("pay")
        .calls("ship");
  }

  @Test
  void a_stuck_pivot_that_never_happened_turns_back() {
    atThePivot().fails("pay").fails("pay").operator(Verb.MARK_UNDONE, "pay").calls("undo order");
  }

  @Test
  void a_stuck_pivot_that_did_happen_goes_forward() {
    atThePivot().fails("pay").fails("pay").operator(Verb.SUPPLY, "pay").calls("ship");
  }

  @Test
  void a_pivot_with_unknown_outcome_that_is_tried_again_still_counts_as_called() {
    Story.of("pay pivot attempts:1")
        .startsWithDeadlineIn(2_000)
        .fails("pay")
        .is(RunState.STUCK)
        .passes(2_000)
        .is(RunState.STUCK)
        .operator(Verb.RETRY)
        .calls("pay")
        .isHeldBack("pay", 100)
        .is(RunState.RUNNING);
  }
}
