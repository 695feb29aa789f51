package dev.skald.runtime.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skald.runtime.RunState;
import org.junit.jupiter.api.Test;

/** Semantics, "Outcome of a step": how UNKNOWN is resolved, and that it is never forgotten. */
class UnknownOutcomeTest {

  private static Story unknownAt(String undo) {
    return Story.of("a undo:nothing", "b after:a attempts:1 undoAttempts:2 undo:" + undo)
        .starts()
        .succeeds("a")
        .fails("b");
  }

  @Test
  void unknown_is_first_retried_within_the_policy() {
    Story.of("a attempts:3 undo:outcome")
        .starts()
        .fails("a")
        .calls("a")
        .fails("a")
        .calls("a")
        .succeeds("a")
        .is(RunState.COMPLETED);
  }

  @Test
  void then_it_is_undone_where_the_undo_takes_the_outcome() {
    unknownAt("outcome").inFlight("undo b").succeeds("undo b").inFlight("undo a");
  }

  @Test
  void then_it_is_undone_where_the_undo_takes_nothing_of_it() {
    unknownAt("nothing").inFlight("undo b").succeeds("undo b").inFlight("undo a");
  }

  @Test
  void else_the_step_is_called_again_until_it_succeeds_and_is_undone_with_its_value() {
    unknownAt("result")
        .inFlight("b")
        .fails("b")
        .inFlight("b")
        .succeeds("b")
        .inFlight("undo b")
        .succeeds("undo b", "undo a")
        .is(RunState.COMPENSATED);
  }

  @Test
  void else_the_step_is_called_again_until_it_is_rejected_and_then_there_is_nothing_to_undo() {
    unknownAt("result").isRejected("b").inFlight("undo a");
  }

  @Test
  void and_it_is_stuck_when_the_policy_of_the_undo_ends() {
    unknownAt("result")
        .fails("b")
        .fails("b")
        .is(RunState.STUCK)
        .remains("a", "b")
        .journalEndsWith("GAVE_UP b", "UNDO_GAVE_UP b");
  }

  @Test
  void the_undo_has_all_its_attempts_after_the_step_was_resolved() {
    unknownAt("result").fails("b").succeeds("b").fails("undo b").inFlight("undo b");
  }

  @Test
  void it_is_never_treated_as_nothing_happened() {
    unknownAt("nothing").remains("a", "b");
  }

  @Test
  void resolving_waits_for_the_undos_of_dependents_like_an_undo() {
    Story.of("a undo:result delay:100", "b undo:outcome", "c after:b undo:outcome")
        .starts()
        .fails("a")
        .succeeds("b")
        .isRejected("c")
        .calls("a", "undo b");
  }

  @Test
  void an_undo_is_never_rejected_every_exception_is_a_failed_attempt() {
    Story story = Story.of("a undo:nothing", "b after:a undo:nothing").starts();
    story.succeeds("a").isRejected("b").inFlight("undo a");
    assertThatThrownBy(() -> story.isRejected("undo a"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_rejection_after_unclear_attempts_is_definite() {
    Story.of("a undo:outcome").starts().fails("a").isRejected("a").is(RunState.COMPENSATED);
  }

  @Test
  void the_number_of_the_attempt_is_told_to_the_step() {
    Story story = Story.of("a attempts:3 undo:outcome").starts().fails("a");
    assertThat(story.call("a").attempt()).isEqualTo(2);
  }
}
