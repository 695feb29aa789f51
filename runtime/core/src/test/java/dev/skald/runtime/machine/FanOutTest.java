package dev.skald.runtime.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.runtime.RunState;
import dev.skald.runtime.machine.Input.Verb;
import org.junit.jupiter.api.Test;

/** The Javadoc of {@code Each}, on the way forward. */
class FanOutTest {

  private static Story items(int concurrency) {
    return Story.of("pack each:input*" + concurrency + " undo:outcome", "ship after:pack pivot");
  }

  /** A list behind the pivot, two items at a time; nothing turns back there. */
  private static Story behindThePivot(int size) {
    return Story.of("pay pivot", "mail void attempts:1 after:pay each:input*2", "end after:mail")
        .startsWith(size)
        .succeeds("pay");
  }

  @Test
  void items_begin_in_the_order_of_the_list_so_many_at_a_time() {
    items(2)
        .startsWith(4)
        .calls("pack[0]", "pack[1]")
        .succeeds("pack[1]")
        .calls("pack[2]")
        .succeeds("pack[0]")
        .calls("pack[3]")
        .succeeds("pack[3]")
        .callsNothing()
        .succeeds("pack[2]")
        .calls("ship");
  }

  @Test
  void an_empty_list_is_success_and_costs_no_record() {
    items(2)
        .startsWith(0)
        .calls("ship")
        .succeeds("ship")
        .is(RunState.COMPLETED)
        .journal("STARTED", "SUCCEEDED ship");
  }

  @Test
  void an_item_that_waits_for_its_next_attempt_is_under_way() {
    items(1)
        .startsWith(2)
        .failsUntil("pack[0]", 500)
        .callsNothing()
        .passes(500)
        .calls("pack[0]")
        .succeeds("pack[0]")
        .calls("pack[1]");
  }

  @Test
  void each_item_has_attempts_of_its_own() {
    Story story = items(2).startsWith(2).fails("pack[0]").calls("pack[0]");
    assertThat(story.call("pack[0]").attempt()).isEqualTo(2);
    assertThat(story.call("pack[1]").attempt()).isEqualTo(1);
  }

  @Test
  void a_step_that_runs_for_each_may_run_through_the_results_of_another() {
    Story.of(
            "pick each:input*2 undo:outcome",
            "pack each:pick*2 undo:outcome",
            "ship after:pack pivot")
        .startsWith(2)
        .succeeds("pick[1]")
        .callsNothing()
        .succeeds("pick[0]")
        .calls("pack[0]", "pack[1]")
        .succeeds("pack[0]", "pack[1]")
        .calls("ship");
  }

  @Test
  void lists_may_come_from_the_result_of_a_step() {
    Story.of("plan undo:outcome", "do each:plan*5 undo:outcome", "also each:plan*5 undo:outcome")
        .starts()
        .givesLists("plan", 2, 1)
        .calls("do[0]", "do[1]", "also[0]");
  }

  @Test
  void after_a_crash_the_items_under_way_are_called_again_and_no_others() {
    items(2).startsWith(4).succeeds("pack[0]").crashes().calls("pack[1]", "pack[2]");
  }

  @Test
  void a_list_waits_for_its_time_and_its_locks_once() {
    Story.of("pack each:input*2 waits:5000 lock undo:outcome")
        .startsWith(2)
        .callsNothing()
        .passes(5_000)
        .calls("lock pack")
        .succeeds("lock pack")
        .calls("pack[0]", "pack[1]")
        .journal("STARTED", "TIMER_ARMED pack", "TIMER_FIRED pack", "LOCKED pack");
  }

  @Test
  void behind_the_pivot_an_item_that_is_stuck_frees_its_place() {
    behindThePivot(3)
        .inFlight("mail[0]", "mail[1]")
        .fails("mail[0]")
        .calls("mail[2]")
        .succeeds("mail[1]", "mail[2]")
        .is(RunState.STUCK)
        .remains("mail[0]");
  }

  @Test
  void items_that_are_tried_again_wait_for_a_place_like_all_others() {
    behindThePivot(4)
        .fails("mail[0]")
        .fails("mail[1]")
        .operator(Verb.RETRY)
        .inFlight("mail[2]", "mail[3]")
        .succeeds("mail[3]")
        .calls("mail[0]");
  }

  @Test
  void a_person_decides_about_one_item() {
    behindThePivot(2)
        .fails("mail[0]")
        .fails("mail[1]")
        .refuses(Verb.SKIP, "mail")
        .refuses(Verb.SKIP, "mail[2]")
        .operator(Verb.SKIP, "mail[0]")
        .is(RunState.STUCK)
        .operator(Verb.SUPPLY, "mail[1]")
        .calls("end");
  }

  @Test
  void a_list_that_is_stuck_before_its_first_item_remains() {
    Story.of("pay pivot", "mail void lock after:pay each:input*2")
        .startsWith(2)
        .succeeds("pay")
        .isRejected("lock mail")
        .is(RunState.STUCK)
        .remains("mail");
  }
}
