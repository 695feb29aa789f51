package dev.skald.runtime.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.runtime.RunState;
import dev.skald.runtime.machine.Input.Verb;
import dev.skald.runtime.machine.StepProgress.Status;
import org.junit.jupiter.api.Test;

/** Branches, joins, and points of no return on branches: the Javadoc of {@code Step} and plan. */
class BranchTest {

  /** A decision, a step for each of its two variants, and one that joins them. */
  private static Story decision() {
    return Story.of(
            "decide variants:2 undo:outcome",
            "yes when:decide=0 undo:outcome",
            "no when:decide=1 undo:outcome",
            "join oneOf:yes,no undo:outcome")
        .starts();
  }

  /** Two branches with a point of no return each, and one without. */
  private static Story threeWays() {
    return Story.of(
            "decide variants:3 undo:outcome",
            "pay when:decide=0 pivot attempts:1",
            "bill when:decide=1 pivot attempts:1",
            "refuse when:decide=2 undo:outcome",
            "note oneOf:pay,bill,refuse readOnly")
        .starts();
  }

  @Test
  void a_step_that_takes_a_variant_runs_for_that_variant_only() {
    Story story = decision().gives("decide", 0).calls("yes");
    assertThat(story.step("no").status()).isEqualTo(Status.NOT_TAKEN);
    story.succeeds("yes").calls("join").succeeds("join").is(RunState.COMPLETED);
  }

  @Test
  void a_branch_that_is_not_taken_costs_no_record() {
    decision()
        .gives("decide", 1)
        .succeeds("no", "join")
        .journal("STARTED", "SUCCEEDED decide", "SUCCEEDED no", "SUCCEEDED join");
  }

  @Test
  void what_requires_a_step_that_is_not_taken_is_not_taken_however_far_behind_it_is() {
    Story story =
        Story.of(
                "decide variants:2 undo:outcome",
                "a when:decide=1 undo:outcome",
                "b after:a undo:outcome",
                "c after:b undo:outcome")
            .starts()
            .gives("decide", 0)
            .callsNothing()
            .is(RunState.COMPLETED);
    assertThat(story.step("c").status()).isEqualTo(Status.NOT_TAKEN);
  }

  @Test
  void order_alone_waits_for_a_branch_and_runs_whether_it_was_taken_or_not() {
    Story story =
        Story.of(
            "decide variants:2 undo:outcome",
            "a when:decide=1 undo:outcome",
            "tell ifTaken:a undo:outcome");
    story.starts().gives("decide", 0).calls("tell").succeeds("tell").is(RunState.COMPLETED);
  }

  @Test
  void order_alone_waits_for_a_branch_that_is_taken() {
    Story.of(
            "decide variants:2 undo:outcome",
            "a when:decide=1 undo:outcome",
            "tell ifTaken:a undo:outcome")
        .starts()
        .gives("decide", 1)
        .calls("a")
        .succeeds("a")
        .calls("tell");
  }

  @Test
  void a_join_of_which_no_branch_was_taken_is_not_taken() {
    Story.of(
            "decide variants:3 undo:outcome",
            "a when:decide=0 undo:outcome",
            "b when:decide=1 undo:outcome",
            "join oneOf:a,b undo:outcome")
        .starts()
        .gives("decide", 2)
        .is(RunState.COMPLETED);
  }

  @Test
  void undos_go_back_through_the_branch_that_was_taken() {
    decision()
        .gives("decide", 1)
        .succeeds("no")
        .isRejected("join")
        .inFlight("undo no")
        .succeeds("undo no")
        .inFlight("undo decide")
        .succeeds("undo decide")
        .is(RunState.COMPENSATED);
  }

  @Test
  void a_result_that_a_person_supplies_decides_as_well() {
    Story story = decision().fails("decide").fails("decide").isHeldBack("decide", 500);
    story.supplies("decide", 1).calls("no");
  }

  @Test
  void a_crash_does_not_forget_which_branch_was_taken() {
    decision().gives("decide", 1).crashes().calls("no");
  }

  @Test
  void behind_the_pivot_of_the_branch_that_was_taken_nothing_turns_back() {
    threeWays()
        .gives("decide", 1)
        .succeeds("bill")
        .isCancelled()
        .is(RunState.RUNNING)
        .succeeds("note")
        .is(RunState.COMPLETED);
  }

  @Test
  void each_pivot_alone_holds_up_a_cancel_while_it_may_have_been_called() {
    threeWays().gives("decide", 0).isCancelled().is(RunState.RUNNING).inFlight("pay");
    threeWays().gives("decide", 1).isCancelled().is(RunState.RUNNING).inFlight("bill");
  }

  @Test
  void a_branch_without_a_pivot_turns_back_until_the_end() {
    threeWays()
        .gives("decide", 2)
        .succeeds("refuse")
        .isCancelled()
        .is(RunState.COMPENSATING)
        .succeeds("note")
        .calls("undo refuse")
        .succeeds("undo refuse")
        .calls("undo decide");
  }

  @Test
  void a_pivot_with_unknown_outcome_waits_for_a_person_whichever_branch_it_is_on() {
    threeWays()
        .gives("decide", 1)
        .fails("bill")
        .is(RunState.STUCK)
        .operator(Verb.MARK_UNDONE, "bill")
        .calls("undo decide");
  }
}
