package dev.skald.runtime.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.runtime.RunState;
import dev.skald.runtime.machine.Input.Verb;
import dev.skald.runtime.machine.StepProgress.Status;
import org.junit.jupiter.api.Test;

/** The Javadoc of {@code Each}, on the way back. */
class FanOutUndoTest {

  private static Story allPacked(int size, String more) {
    Story story =
        Story.of(
                "order undo:outcome",
                "pack after:order each:input*2 undo:outcome " + more,
                "ship after:pack pivot")
            .startsWith(size)
            .succeeds("order");
    for (int item = 0; item < size; item++) {
      story.succeeds("pack[" + item + "]");
    }
    return story.isRejected("ship");
  }

  @Test
  void items_are_undone_from_the_last_to_the_first_so_many_at_a_time() {
    allPacked(4, "")
        .inFlight("undo pack[3]", "undo pack[2]")
        .succeeds("undo pack[2]")
        .calls("undo pack[1]")
        .succeeds("undo pack[3]")
        .calls("undo pack[0]");
  }

  @Test
  void what_the_list_waited_for_is_undone_after_all_of_its_items() {
    allPacked(2, "")
        .succeeds("undo pack[1]")
        .callsNothing()
        .succeeds("undo pack[0]")
        .calls("undo order")
        .succeeds("undo order")
        .is(RunState.COMPENSATED);
  }

  @Test
  void the_items_are_undone_after_all_that_waited_for_the_list() {
    Story.of(
            "pack each:input*2 undo:outcome",
            "label after:pack undo:outcome",
            "ship after:label pivot")
        .startsWith(1)
        .succeeds("pack[0]", "label")
        .isRejected("ship")
        .inFlight("undo label")
        .succeeds("undo label")
        .calls("undo pack[0]");
  }

  @Test
  void an_undo_that_waits_for_its_next_attempt_keeps_its_place_and_one_that_failed_frees_it() {
    allPacked(3, "undoAttempts:2")
        .failsUntil("undo pack[2]", 500)
        .callsNothing()
        .passes(500)
        .calls("undo pack[2]")
        .fails("undo pack[2]")
        .calls("undo pack[0]")
        .succeeds("undo pack[0]", "undo pack[1]")
        .is(RunState.STUCK)
        .remains("pack[2]", "order");
  }

  @Test
  void when_the_run_turns_back_no_further_item_begins_and_those_under_way_end() {
    Story story =
        Story.of("pack each:input*2 undo:outcome")
            .startsWith(4)
            .isRejected("pack[0]")
            .callsNothing()
            .is(RunState.COMPENSATING);
    assertThat(story.step("pack[2]").status()).isEqualTo(Status.IDLE);
    story.succeeds("pack[1]").calls("undo pack[1]").succeeds("undo pack[1]");
    story.is(RunState.COMPENSATED);
    assertThat(story.step("pack").status()).isEqualTo(Status.CUT_SHORT);
  }

  @Test
  void items_that_only_wait_for_their_next_attempt_are_unknown_and_undone() {
    Story.of("pack each:input*3 undo:outcome")
        .startsWith(3)
        .failsUntil("pack[0]", 500)
        .isHeldBack("pack[1]", 500)
        .isRejected("pack[2]")
        .calls("undo pack[0]");
  }

  @Test
  void a_person_decides_about_the_undo_of_one_item() {
    allPacked(3, "undoAttempts:1")
        .fails("undo pack[2]")
        .fails("undo pack[1]")
        .succeeds("undo pack[0]")
        .is(RunState.STUCK)
        .operator(Verb.MARK_UNDONE, "pack[2]")
        .is(RunState.STUCK)
        .operator(Verb.SKIP, "pack[1]")
        .calls("undo order")
        .succeeds("undo order")
        .is(RunState.ABANDONED)
        .remains("pack[1]");
  }

  @Test
  void an_undo_tried_again_waits_for_a_place() {
    allPacked(4, "undoAttempts:1")
        .fails("undo pack[3]")
        .inFlight("undo pack[2]", "undo pack[1]")
        .operator(Verb.RETRY)
        .callsNothing()
        .succeeds("undo pack[2]")
        .calls("undo pack[3]");
  }

  @Test
  void an_item_whose_result_a_person_supplies_is_undone_with_it() {
    Story.of("pack each:input*2 undo:result attempts:1 undoAttempts:1")
        .startsWith(1)
        .fails("pack[0]")
        .calls("pack[0]")
        .fails("pack[0]")
        .is(RunState.STUCK)
        .operator(Verb.SUPPLY, "pack[0]")
        .calls("undo pack[0]");
  }

  @Test
  void a_list_of_which_nothing_was_begun_is_not_called_undone() {
    Story never =
        Story.of("order undo:outcome", "pack after:order each:input*2 undo:outcome")
            .startsWith(2)
            .isRejected("order")
            .is(RunState.COMPENSATED);
    assertThat(never.step("pack").undo()).isEqualTo(StepProgress.Undo.NONE);
  }

  @Test
  void a_list_of_which_an_effect_stays_is_not_called_undone() {
    Story story = allPacked(2, "undoAttempts:1").fails("undo pack[1]").succeeds("undo pack[0]");
    story.operator(Verb.SKIP, "pack[1]");
    assertThat(story.step("pack").undo()).isEqualTo(StepProgress.Undo.SKIPPED);
  }

  @Test
  void after_a_crash_the_undos_under_way_are_called_again_and_no_others() {
    allPacked(4, "").succeeds("undo pack[3]").crashes().calls("undo pack[2]", "undo pack[1]");
  }
}
