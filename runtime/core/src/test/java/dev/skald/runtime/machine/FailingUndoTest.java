package dev.skald.runtime.machine;

import dev.skald.runtime.RunState;
import org.junit.jupiter.api.Test;

/** Semantics, "Failing undo". */
class FailingUndoTest {

  /** Two branches behind one step; the undo of x has a budget of two attempts. */
  private static Story turnedBack() {
    return Story.of(
            "root undo:outcome",
            "w after:root undo:outcome",
            "x after:w undo:outcome undoAttempts:2",
            "y after:root undo:outcome",
            "z after:x,y undo:outcome")
        .starts()
        .succeeds("root", "w", "y", "x")
        .isRejected("z");
  }

  @Test
  void an_undo_is_retried_without_limit_unless_it_has_one() {
    Story story = turnedBack();
    for (int i = 0; i < 100; i++) {
      story.fails("undo y").calls("undo y");
    }
  }

  @Test
  void an_undo_has_a_budget_of_its_own() {
    Story.of("a attempts:1 undo:outcome undoAttempts:3", "b after:a undo:outcome")
        .starts()
        .succeeds("a")
        .isRejected("b")
        .fails("undo a")
        .fails("undo a")
        .succeeds("undo a")
        .is(RunState.COMPENSATED);
  }

  @Test
  void an_undo_is_not_under_the_deadline() {
    Story.of("a undo:outcome", "b after:a undo:outcome")
        .startsWithDeadlineIn(1_000)
        .succeeds("a")
        .isRejected("b")
        .failsUntil("undo a", 50_000)
        .passes(10_000)
        .is(RunState.COMPENSATING)
        .passes(40_000)
        .calls("undo a");
  }

  @Test
  void when_a_finite_budget_ends_the_run_is_stuck_and_says_what_remains() {
    turnedBack()
        .succeeds("undo y")
        .fails("undo x")
        .fails("undo x")
        .is(RunState.STUCK)
        .remains("root", "w", "x")
        .journalEndsWith("REJECTED z", "UNDONE y", "UNDO_GAVE_UP x");
  }

  @Test
  void undos_that_do_not_depend_on_a_failed_one_still_run() {
    turnedBack()
        .fails("undo x")
        .fails("undo x")
        .is(RunState.COMPENSATING)
        .inFlight("undo y")
        .succeeds("undo y")
        .is(RunState.STUCK);
  }

  @Test
  void compensated_is_only_reported_when_every_required_undo_is_confirmed() {
    turnedBack()
        .succeeds("undo x", "undo y")
        .is(RunState.COMPENSATING)
        .succeeds("undo w")
        .is(RunState.COMPENSATING)
        .succeeds("undo root")
        .is(RunState.COMPENSATED)
        .remains();
  }

  @Test
  void an_undo_that_is_not_let_through_uses_up_no_attempt() {
    turnedBack()
        .isHeldBack("undo x", 10)
        .passes(10)
        .fails("undo x")
        .isHeldBack("undo x", 10)
        .passes(10)
        .inFlight("undo x", "undo y");
  }
}
