package dev.skald.runtime.machine;

import dev.skald.runtime.RunState;
import dev.skald.runtime.machine.Input.Verb;
import org.junit.jupiter.api.Test;

/** The Javadoc of {@code Exclusive}, as far as it is the run's business. */
class LockTest {

  private static Story locking() {
    return Story.of("order undo:outcome", "take after:order lock undo:outcome")
        .starts()
        .succeeds("order")
        .calls("lock take");
  }

  @Test
  void the_step_is_called_once_the_lock_is_held() {
    locking()
        .succeeds("lock take")
        .calls("take")
        .journal("STARTED", "SUCCEEDED order", "LOCKED take");
  }

  @Test
  void a_lock_that_others_hold_is_asked_for_again_when_it_is_freed() {
    locking()
        .isQueued("lock take")
        .callsNothing()
        .is(RunState.WAITING)
        .locksAreFreed()
        .calls("lock take")
        .succeeds("lock take")
        .calls("take");
  }

  @Test
  void a_lock_that_is_freed_while_the_answer_is_on_its_way_is_asked_for_again() {
    locking().locksAreFreed().callsNothing().isQueued("lock take").calls("lock take");
  }

  @Test
  void after_a_crash_it_is_asked_for_again_and_nobody_is_blamed() {
    Story story = locking().isQueued("lock take");
    for (int i = 0; i <= 2 * SagaMachine.MAX_ADOPTIONS; i++) {
      story.crashes().calls("lock take");
    }
    story.is(RunState.WAITING);
  }

  @Test
  void after_a_crash_a_lock_that_is_held_is_not_asked_for_again() {
    locking().succeeds("lock take").crashes().calls("take");
  }

  @Test
  void a_lock_whose_key_cannot_be_read_is_a_rejection() {
    locking().isRejected("lock take").calls("undo order");
  }

  @Test
  void a_step_that_waits_for_its_lock_when_the_run_turns_back_was_never_called() {
    locking().isCancelled().calls("undo order").succeeds("undo order").is(RunState.COMPENSATED);
  }

  @Test
  void a_pivot_that_waits_for_its_lock_has_certainly_not_been_called() {
    Story.of("order undo:outcome", "pay after:order lock pivot")
        .starts()
        .succeeds("order")
        .isCancelled()
        .calls("undo order");
  }

  @Test
  void a_pivot_that_is_tried_again_holds_its_lock_and_may_have_been_called() {
    Story.of("order undo:outcome", "pay after:order lock pivot attempts:1")
        .starts()
        .succeeds("order", "lock pay")
        .fails("pay")
        .is(RunState.STUCK)
        .operator(Verb.RETRY)
        .calls("pay")
        .isCancelled()
        .is(RunState.RUNNING);
  }

  @Test
  void a_retry_asks_at_once_for_a_lock_that_was_not_let_through() {
    Story.of("take lock undo:outcome", "b undo:outcome")
        .starts()
        .isHeldBack("lock take", 5_000)
        .failsUntil("b", 3_000)
        .operator(Verb.RETRY)
        .calls("lock take", "b");
  }

  @Test
  void a_retry_does_not_ask_again_for_a_lock_that_others_hold() {
    Story.of("take lock undo:outcome", "b undo:outcome")
        .starts()
        .isQueued("lock take")
        .failsUntil("b", 3_000)
        .operator(Verb.RETRY)
        .calls("b");
  }

  @Test
  void a_retry_asks_again_for_a_lock_whose_key_could_not_be_read() {
    Story.of("pay pivot", "ship after:pay lock")
        .starts()
        .succeeds("pay")
        .isRejected("lock ship")
        .is(RunState.STUCK)
        .operator(Verb.RETRY)
        .calls("lock ship");
  }
}
