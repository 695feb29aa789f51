package dev.skald.runtime.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.runtime.RunState;
import dev.skald.runtime.machine.Input.Verb;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The Javadoc of {@code Step.delay}. */
class DelayTest {

  private static final long MONTH = Duration.ofDays(30).toMillis();

  private static Story remind() {
    return Story.of("order undo:outcome", "remind after:order waits:" + MONTH + " undo:outcome")
        .starts()
        .succeeds("order");
  }

  @Test
  void the_wait_begins_when_all_before_it_is_done_and_is_never_too_short() {
    Story story = remind().callsNothing().is(RunState.WAITING);
    assertThat(story.wakesIn()).isEqualTo(MONTH);
    assertThat(story.state().durableWakeAt()).isEqualTo(story.state().wakeAt());
    story.passes(MONTH - 1).callsNothing().passes(1).calls("remind");
    story.journalEndsWith("SUCCEEDED order", "TIMER_ARMED remind", "TIMER_FIRED remind");
  }

  @Test
  void a_month_passes_through_any_number_of_owners_and_nobody_is_blamed() {
    Story story = remind();
    for (int day = 1; day < 30; day++) {
      story.passes(Duration.ofDays(1).toMillis()).crashes().callsNothing().is(RunState.WAITING);
    }
    story.passes(Duration.ofDays(1).toMillis()).calls("remind");
    assertThat(story.state().adoptions()).isZero();
  }

  @Test
  void a_wait_that_was_over_before_an_owner_came_ends_when_one_comes() {
    remind().passesUnseen(2 * MONTH).crashes().calls("remind");
  }

  @Test
  void a_run_that_turns_back_does_not_wait_for_it_and_the_step_was_never_called() {
    remind().isCancelled().calls("undo order").succeeds("undo order").is(RunState.COMPENSATED);
  }

  @Test
  void a_pivot_that_waits_has_certainly_not_been_called() {
    Story.of("order undo:outcome", "pay after:order waits:5000 pivot")
        .starts()
        .succeeds("order")
        .isCancelled()
        .calls("undo order");
  }

  @Test
  void an_operator_s_retry_does_not_shorten_it() {
    Story.of("a waits:5000 undo:outcome", "b undo:outcome")
        .starts()
        .failsUntil("b", 3_000)
        .operator(Verb.RETRY)
        .calls("b")
        .passes(4_999)
        .callsNothing()
        .passes(1)
        .calls("a");
  }
}
