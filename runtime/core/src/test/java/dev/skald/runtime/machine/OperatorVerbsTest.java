package dev.skald.runtime.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.runtime.Failure;
import dev.skald.runtime.RunState;
import dev.skald.runtime.machine.Input.Verb;
import org.junit.jupiter.api.Test;

/** The Javadoc of {@link dev.skald.runtime.RunOperator}, verb by verb. */
class OperatorVerbsTest {

  /** Stuck going forward at a void step behind the pivot. */
  private static Story stuckForward() {
    return Story.of("pay pivot", "ship after:pay void attempts:1", "thank after:ship void")
        .starts()
        .succeeds("pay")
        .fails("ship")
        .is(RunState.STUCK);
  }

  /** Stuck going back at the undo of b, for which the undo of a waits. */
  private static Story stuckBack() {
    return Story.of(
            "a undo:outcome", "b after:a undo:outcome undoAttempts:1", "c after:b undo:outcome")
        .starts()
        .succeeds("a", "b")
        .isRejected("c")
        .fails("undo b")
        .is(RunState.STUCK);
  }

  @Test
  void each_verb_is_journaled_with_its_reason_and_the_operators_name() {
    Event event = stuckForward().operator(Verb.RETRY).lastRecord();
    assertThat(event.origin()).isEqualTo("ann");
    assertThat(event.why().message()).isEqualTo("because");
    assertThat(event.why().kind()).isEqualTo(Failure.Kind.OPERATOR);
  }

  @Test
  void retry_tries_again_with_fresh_attempts() {
    stuckForward().operator(Verb.RETRY).calls("ship").fails("ship").is(RunState.STUCK);
    Story story = stuckBack().operator(Verb.RETRY).calls("undo b");
    assertThat(story.call("undo b").attempt()).isEqualTo(1);
    story.succeeds("undo b", "undo a").is(RunState.COMPENSATED);
  }

  @Test
  void retry_is_refused_where_nothing_has_failed() {
    Story.of("a undo:outcome").starts().refuses(Verb.RETRY, "");
  }

  @Test
  void mark_undone_confirms_a_failed_undo() {
    stuckBack()
        .operator(Verb.MARK_UNDONE, "b")
        .calls("undo a")
        .succeeds("undo a")
        .is(RunState.COMPENSATED);
  }

  @Test
  void mark_undone_confirms_an_undo_that_still_runs() {
    Story.of("a undo:outcome", "b after:a undo:outcome")
        .starts()
        .succeeds("a")
        .isRejected("b")
        .inFlight("undo a")
        .operator(Verb.MARK_UNDONE, "a")
        .inFlight()
        .is(RunState.COMPENSATED);
  }

  @Test
  void mark_undone_of_an_undo_that_waits_leaves_no_timer_behind() {
    Story story = Story.of("a undo:outcome", "x undo:outcome", "b after:a undo:outcome").starts();
    story.succeeds("x", "a").isRejected("b").failsUntil("undo a", 5_000);
    story.operator(Verb.MARK_UNDONE, "a").inFlight("undo x");
    assertThat(story.state().durableWakeAt()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void mark_undone_is_refused_for_a_step_going_forward_that_may_be_done() {
    Story.of("a undo:outcome", "b after:a undo:outcome")
        .starts()
        .refuses(Verb.MARK_UNDONE, "a")
        .succeeds("a")
        .refuses(Verb.MARK_UNDONE, "a")
        .refuses(Verb.MARK_UNDONE, "b");
  }

  @Test
  void mark_undone_is_refused_behind_the_pivot() {
    stuckForward().refuses(Verb.MARK_UNDONE, "ship");
  }

  @Test
  void skip_goes_on_without_a_stuck_step_that_has_no_result() {
    stuckForward()
        .operator(Verb.SKIP, "ship")
        .calls("thank")
        .succeeds("thank")
        .is(RunState.COMPLETED);
  }

  @Test
  void skip_is_refused_for_a_step_with_a_result() {
    Story.of("pay pivot attempts:1", "ship after:pay")
        .starts()
        .fails("pay")
        .refuses(Verb.SKIP, "pay");
  }

  @Test
  void skip_is_refused_for_a_step_with_an_undo_because_it_would_never_be_undone() {
    Story.of("a void undo:outcome delay:500", "b after:a undo:outcome")
        .starts()
        .fails("a")
        .refuses(Verb.SKIP, "a")
        .operator(Verb.SUPPLY, "a")
        .isRejected("b")
        .calls("undo a");
  }

  @Test
  void skip_accepts_that_the_effect_of_a_failed_undo_stays_and_the_run_ends_abandoned() {
    stuckBack()
        .operator(Verb.SKIP, "b")
        .calls("undo a")
        .succeeds("undo a")
        .is(RunState.ABANDONED)
        .remains("b");
  }

  @Test
  void supply_says_what_a_stuck_steps_result_is() {
    Story story = stuckForward().operator(Verb.SUPPLY, "ship").calls("thank");
    assertThat(story.lastRecord().value()).isEqualTo("by hand");
    story.succeeds("thank").is(RunState.COMPLETED);
  }

  @Test
  void supply_gives_an_undo_the_result_it_needs() {
    Story.of("a undo:result attempts:1 undoAttempts:1")
        .starts()
        .fails("a")
        .fails("a")
        .is(RunState.STUCK)
        .operator(Verb.SUPPLY, "a")
        .calls("undo a")
        .succeeds("undo a")
        .is(RunState.COMPENSATED);
  }

  @Test
  void supply_is_refused_for_a_step_that_has_its_result() {
    stuckForward().refuses(Verb.SUPPLY, "pay").refuses(Verb.SUPPLY, "thank");
  }

  @Test
  void abandon_gives_the_run_up_as_it_is() {
    stuckBack().operator(Verb.ABANDON).callsNothing().is(RunState.ABANDONED).remains("a", "b");
    stuckForward().operator(Verb.ABANDON).is(RunState.ABANDONED).remains("pay", "ship");
  }

  @Test
  void abandon_names_what_may_still_be_under_way() {
    Story story = Story.of("a undo:outcome", "b undo:outcome").starts().succeeds("a");
    Call call = story.call("b");
    story.operator(Verb.ABANDON).remains("a", "b").lateResult(call).is(RunState.ABANDONED);
  }

  @Test
  void every_verb_is_refused_after_an_end() {
    Story over = Story.of("a undo:outcome").starts().isRejected("a").is(RunState.COMPENSATED);
    for (Verb verb : Verb.values()) {
      boolean ofStep = verb == Verb.MARK_UNDONE || verb == Verb.SKIP || verb == Verb.SUPPLY;
      over.refuses(verb, ofStep ? "a" : "");
    }
  }
}
