package dev.skald.runtime.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.runtime.Failure;
import dev.skald.runtime.RunState;
import dev.skald.runtime.machine.Input.Verb;
import org.junit.jupiter.api.Test;

/** Semantics, "Cancel and deadline". */
class CancelDeadlineTest {

  private static Story saga() {
    return Story.of("order undo:outcome", "pay after:order pivot", "ship after:pay");
  }

  @Test
  void a_cancel_before_the_pivot_compensates() {
    saga().starts().isCancelled().is(RunState.COMPENSATING).succeeds("order").calls("undo order");
  }

  @Test
  void the_deadline_before_the_pivot_compensates() {
    saga()
        .startsWithDeadlineIn(1_000)
        .passes(999)
        .is(RunState.RUNNING)
        .passes(1)
        .is(RunState.COMPENSATING)
        .succeeds("order")
        .calls("undo order")
        .journal("STARTED", "DEADLINE_PASSED", "SUCCEEDED order");
  }

  @Test
  void the_deadline_never_kills_what_is_under_way() {
    saga().startsWithDeadlineIn(1_000).passes(5_000).inFlight("order");
  }

  @Test
  void without_a_pivot_a_cancel_compensates_up_to_the_end() {
    Story.of("a undo:outcome", "b after:a undo:outcome")
        .starts()
        .succeeds("a")
        .isCancelled()
        .succeeds("b")
        .is(RunState.COMPENSATING)
        .calls("undo b");
  }

  @Test
  void after_the_pivot_a_cancel_is_recorded_and_ignored() {
    saga()
        .starts()
        .succeeds("order", "pay")
        .isCancelled()
        .is(RunState.RUNNING)
        .succeeds("ship")
        .is(RunState.COMPLETED)
        .journalEndsWith("SUCCEEDED pay", "CANCEL_REQUESTED", "SUCCEEDED ship");
  }

  @Test
  void after_the_pivot_the_deadline_is_recorded_and_ignored() {
    saga()
        .startsWithDeadlineIn(1_000)
        .succeeds("order", "pay")
        .passes(1_000)
        .is(RunState.RUNNING)
        .journalEndsWith("SUCCEEDED pay", "DEADLINE_PASSED");
  }

  @Test
  void while_the_pivot_is_open_a_cancel_is_recorded_and_ignored_if_the_pivot_succeeds() {
    saga()
        .starts()
        .succeeds("order")
        .isCancelled()
        .is(RunState.RUNNING)
        .succeeds("pay")
        .calls("ship")
        .succeeds("ship")
        .is(RunState.COMPLETED);
  }

  @Test
  void while_the_pivot_is_open_a_cancel_turns_back_if_the_pivot_proves_untouched() {
    saga()
        .starts()
        .succeeds("order")
        .isCancelled()
        .isHeldBack("pay", 500)
        .is(RunState.COMPENSATING)
        .calls("undo order");
  }

  @Test
  void a_cancel_turns_back_at_once_from_a_pivot_that_was_only_ever_held_back() {
    saga().starts().succeeds("order").isHeldBack("pay", 500).isCancelled().calls("undo order");
  }

  @Test
  void a_cancel_does_not_turn_back_from_a_pivot_that_waits_for_another_try() {
    saga()
        .starts()
        .succeeds("order")
        .failsUntil("pay", 500)
        .isCancelled()
        .is(RunState.RUNNING)
        .passes(500)
        .calls("pay")
        .isHeldBack("pay", 500)
        .is(RunState.RUNNING);
  }

  @Test
  void a_cancel_does_not_turn_back_from_a_pivot_a_crashed_owner_may_have_called() {
    saga()
        .starts()
        .succeeds("order")
        .isCancelled()
        .crashes()
        .calls("pay")
        .isHeldBack("pay", 500)
        .is(RunState.RUNNING);
  }

  @Test
  void a_cancel_during_compensation_changes_nothing() {
    saga()
        .starts()
        .succeeds("order")
        .isRejected("pay")
        .isCancelled()
        .callsNothing()
        .inFlight("undo order")
        .is(RunState.COMPENSATING);
  }

  @Test
  void the_deadline_during_compensation_is_not_even_noticed() {
    saga()
        .startsWithDeadlineIn(1_000)
        .succeeds("order")
        .isRejected("pay")
        .passes(2_000)
        .journalEndsWith("REJECTED pay");
  }

  @Test
  void after_an_end_a_cancel_is_refused_and_the_deadline_not_noticed() {
    saga()
        .startsWithDeadlineIn(1_000)
        .succeeds("order", "pay", "ship")
        .refuses(Verb.CANCEL, "")
        .passes(1_000)
        .journalEndsWith("SUCCEEDED ship");
  }

  @Test
  void the_run_says_why_it_turned_back() {
    Story cancelled = saga().starts().isCancelled();
    Story late = saga().startsWithDeadlineIn(10).passes(10);
    assertThat(cancelled.state().cause())
        .extracting(Failure::kind)
        .isEqualTo(Failure.Kind.CANCELLED);
    assertThat(late.state().cause()).extracting(Failure::kind).isEqualTo(Failure.Kind.DEADLINE);
  }
}
