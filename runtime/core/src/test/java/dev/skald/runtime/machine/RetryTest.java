package dev.skald.runtime.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.runtime.RunState;
import org.junit.jupiter.api.Test;

/** Semantics, "Retry" and what "Journal" says of attempts. */
class RetryTest {

  @Test
  void the_next_attempt_waits_for_the_backoff_without_a_call_in_flight() {
    Story story = Story.of("a delay:400 undo:outcome").starts().fails("a").inFlight();
    assertThat(story.wakesIn()).isEqualTo(400);
    story.passes(399).callsNothing().passes(1).calls("a");
  }

  @Test
  void backoff_grows_from_attempt_to_attempt() {
    Story story = Story.of("a delay:400 undo:outcome").starts().fails("a").passes(400).fails("a");
    assertThat(story.wakesIn()).isEqualTo(600);
  }

  @Test
  void a_service_says_when_to_come_back() {
    Story story = Story.of("a delay:400 undo:outcome").starts().failsUntil("a", 70);
    assertThat(story.wakesIn()).isEqualTo(70);
  }

  @Test
  void an_attempt_the_service_put_off_counts() {
    Story.of("a attempts:2 undo:outcome")
        .starts()
        .failsUntil("a", 0)
        .failsUntil("a", 0)
        .is(RunState.COMPENSATING);
  }

  @Test
  void an_attempt_that_was_not_let_through_does_not_count() {
    Story story = Story.of("a attempts:1 undo:outcome").starts();
    story.isHeldBack("a", 50).passes(50).isHeldBack("a", 50).passes(50);
    assertThat(story.call("a").attempt()).isEqualTo(1);
    story.fails("a").is(RunState.COMPENSATING);
  }

  @Test
  void failed_attempts_are_not_journaled_if_the_next_follows_within_a_second() {
    Story.of("a undo:outcome")
        .starts()
        .failsUntil("a", 1_000)
        .is(RunState.RUNNING)
        .journal("STARTED");
  }

  @Test
  void failed_attempts_are_journaled_if_the_next_is_more_than_a_second_away() {
    Story.of("a undo:outcome")
        .starts()
        .failsUntil("a", 1_001)
        .is(RunState.WAITING)
        .passes(1_001)
        .is(RunState.RUNNING)
        .journal("STARTED", "RETRY_AT a", "TIMER_FIRED a");
  }

  @Test
  void waiting_for_a_retry_survives_a_crash() {
    Story story =
        Story.of("a undo:outcome").starts().failsUntil("a", 5_000).passes(1_000).crashes();
    story.callsNothing().is(RunState.WAITING);
    assertThat(story.wakesIn()).isEqualTo(4_000);
    story.passes(4_000).calls("a");
    assertThat(story.call("a").attempt()).as("as journaled").isEqualTo(2);
  }

  @Test
  void a_short_wait_does_not_survive_a_crash_and_the_attempt_is_made_at_once() {
    Story story = Story.of("a undo:outcome").starts().failsUntil("a", 900).crashes().calls("a");
    assertThat(story.call("a").attempt()).as("not journaled, so not counted").isEqualTo(1);
  }

  @Test
  void an_undo_waits_and_survives_like_a_step() {
    Story.of("a undo:outcome", "b after:a undo:outcome")
        .starts()
        .succeeds("a")
        .isRejected("b")
        .failsUntil("undo a", 5_000)
        .crashes()
        .callsNothing()
        .is(RunState.COMPENSATING)
        .passes(5_000)
        .calls("undo a")
        .journalEndsWith("UNDO_RETRY_AT a", "TIMER_FIRED a");
  }

  @Test
  void a_timer_that_fires_late_fires_once() {
    Story.of("a undo:outcome")
        .starts()
        .failsUntil("a", 5_000)
        .passes(60_000)
        .calls("a")
        .passes(1)
        .callsNothing()
        .journalEndsWith("RETRY_AT a", "TIMER_FIRED a");
  }
}
