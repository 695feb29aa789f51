package dev.skald.runtime.machine;

import dev.skald.runtime.RunState;
import dev.skald.runtime.machine.Input.Verb;
import org.junit.jupiter.api.Test;

/** The Javadoc of {@code Step.atMostOnce} and {@code Step.transactional}. */
class AtMostOnceTest {

  private static Story letter() {
    return Story.of("order undo:outcome", "print after:order atMostOnce undo:outcome").starts();
  }

  /** Stuck behind the pivot at a step that must not be called twice, beside one that may be. */
  private static Story behindThePivot() {
    return Story.of("pay pivot", "print after:pay atMostOnce", "mail after:pay attempts:1")
        .starts()
        .succeeds("pay");
  }

  @Test
  void that_it_is_about_to_be_called_is_durable_first() {
    letter()
        .succeeds("order")
        .calls("print")
        .journal("STARTED", "SUCCEEDED order", "CALLING print")
        .succeeds("print")
        .is(RunState.COMPLETED);
  }

  @Test
  void an_unclear_outcome_is_unknown_for_good() {
    letter()
        .succeeds("order")
        .fails("print")
        .calls("undo print")
        .journalEndsWith("CALLING print", "GAVE_UP print");
  }

  @Test
  void after_a_crash_it_is_unknown_and_undone() {
    letter()
        .succeeds("order")
        .crashes()
        .calls("undo print")
        .succeeds("undo print")
        .calls("undo order");
  }

  @Test
  void a_call_that_was_not_let_through_is_no_call() {
    letter()
        .succeeds("order")
        .isHeldBack("print", 500)
        .passes(500)
        .calls("print")
        .journalEndsWith("CALLING print");
  }

  @Test
  void after_a_crash_nobody_knows_that_the_call_was_not_let_through() {
    letter().succeeds("order").isHeldBack("print", 500).crashes().calls("undo print");
  }

  @Test
  void when_a_crash_turns_the_run_back_nothing_else_is_called_again() {
    Story.of("a undo:outcome", "print atMostOnce undo:outcome")
        .starts()
        .crashes()
        .calls("undo a", "undo print");
  }

  @Test
  void no_operator_makes_it_called_a_second_time() {
    behindThePivot()
        .fails("print")
        .fails("mail")
        .is(RunState.STUCK)
        .operator(Verb.RETRY)
        .calls("mail")
        .fails("mail")
        .operator(Verb.RETRY)
        .calls("mail");
  }

  @Test
  void nor_is_it_called_again_after_it_was_declined() {
    behindThePivot()
        .isRejected("print")
        .succeeds("mail")
        .is(RunState.STUCK)
        .refuses(Verb.RETRY, "")
        .operator(Verb.SUPPLY, "print")
        .is(RunState.COMPLETED);
  }

  @Test
  void a_retry_while_it_is_called_does_not_make_a_crash_forget_the_call() {
    behindThePivot()
        .fails("mail")
        .operator(Verb.RETRY)
        .inFlight("print", "mail")
        .crashes()
        .calls("mail");
  }

  @Test
  void a_retry_after_turning_back_does_not_make_a_crash_forget_the_call() {
    Story.of("a undo:outcome", "print atMostOnce undo:outcome", "b undo:outcome")
        .starts()
        .fails("a")
        .isRejected("b")
        .operator(Verb.RETRY)
        .crashes()
        .calls("undo a", "undo print");
  }

  @Test
  void a_step_that_was_never_called_because_its_event_did_not_come_may_wait_again() {
    Story.of("pay pivot", "print after:pay atMostOnce signalOrFail:5000")
        .starts()
        .succeeds("pay")
        .passes(5_000)
        .operator(Verb.RETRY)
        .event("print", "e1")
        .calls("print");
  }

  @Test
  void a_transaction_that_failed_is_tried_again_and_then_counts_as_rejected() {
    Story.of("order undo:outcome", "book after:order transactional attempts:2 undo:outcome")
        .starts()
        .succeeds("order")
        .fails("book")
        .calls("book")
        .fails("book")
        .calls("undo order")
        .journalEndsWith("SUCCEEDED order", "REJECTED book");
  }

  @Test
  void a_transaction_under_way_in_a_crash_has_not_happened() {
    Story.of("order undo:outcome", "book after:order transactional pivot")
        .startsWithDeadlineIn(1_000)
        .succeeds("order")
        .passesUnseen(1_000)
        .crashes()
        .calls("undo order");
  }

  @Test
  void a_transaction_that_waits_for_its_next_attempt_needs_no_undo() {
    Story.of("book transactional undo:outcome", "b undo:outcome")
        .starts()
        .failsUntil("book", 5_000)
        .isRejected("b")
        .is(RunState.COMPENSATED)
        .journalEndsWith("REJECTED b", "UNTOUCHED book");
  }

  @Test
  void a_pivot_that_is_a_transaction_turns_the_run_back_when_its_policy_ends() {
    Story.of("order undo:outcome", "book after:order transactional pivot attempts:1")
        .starts()
        .succeeds("order")
        .fails("book")
        .calls("undo order");
  }
}
