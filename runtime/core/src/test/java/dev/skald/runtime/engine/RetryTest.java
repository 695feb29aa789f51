package dev.skald.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.runtime.RunState;
import dev.skald.runtime.SagaHandle;
import dev.skald.runtime.SagaOutcome;
import dev.skald.runtime.plan.RetryPolicy;
import dev.skald.runtime.plan.SagaPlan;
import dev.skald.runtime.support.UndoSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Retries, timeouts and deadlines, in virtual time. */
class RetryTest {

  private final World world = new World();
  private final List<Long> times = new ArrayList<>();
  private final List<CompletableFuture<String>> stages = new ArrayList<>();

  @AfterEach
  void close() {
    world.close();
  }

  private static RetryPolicy policy(int max, long delay, long longest, boolean jitter) {
    return new RetryPolicy(max, Duration.ofMillis(delay), Duration.ofMillis(longest), 2.0, jitter);
  }

  private void note() {
    times.add(world.environment().now() - VirtualEnvironment.BEGIN);
  }

  private SagaPlan<Object> failing(RetryPolicy policy) {
    return Solo.step(
        (s, call) -> {
          note();
          throw new IllegalStateException("attempt " + call.context().attempt());
        },
        step -> step.retry(policy));
  }

  @Test
  void theDelayGrowsUpToItsLongestAndThePolicyEnds() {
    SagaHandle<String> run = world.register(failing(policy(6, 100, 1_000, false))).start("1", "x");
    world.advance(Duration.ofMinutes(1));
    assertThat(times).containsExactly(0L, 100L, 300L, 700L, 1_500L, 2_500L);
    assertThat(world.outcome(run)).isInstanceOf(SagaOutcome.Stuck.class);
    assertThat(world.journal.kinds("solo", "1")).containsExactly("started", "gave_up work");
  }

  @Test
  void fullJitterIsAUniformPartOfTheDelay() {
    world.environment().chance(0.25);
    world.register(failing(policy(3, 400, 10_000, true))).start("1", "x");
    world.advance(Duration.ofMinutes(1));
    assertThat(times).containsExactly(0L, 100L, 300L);
  }

  @Test
  void aRetryFurtherAwayIsJournaledAndIsNeverEarly() {
    world.register(failing(policy(3, 60_000, 600_000, false))).start("1", "x");
    world.settle();
    assertThat(world.view("solo", "1").state()).isEqualTo(RunState.WAITING);
    assertThat(world.journal.kinds("solo", "1")).containsExactly("started", "retry_at work");
    world.advance(Duration.ofMillis(59_999));
    assertThat(times).hasSize(1);
    world.advance(Duration.ofMillis(1));
    assertThat(times).containsExactly(0L, 60_000L);
    world.advance(Duration.ofMinutes(10));
    assertThat(times).containsExactly(0L, 60_000L, 180_000L);
  }

  @Test
  void aWaitingRunSurvivesACrashAndKeepsItsTime() {
    SagaPlan<Object> plan = failing(policy(3, 60_000, 600_000, false));
    world.register(plan).start("1", "x");
    world.advance(Duration.ofSeconds(30));
    world.crash();
    world.register(plan);
    world.advance(Duration.ofMillis(29_999));
    assertThat(times).hasSize(1);
    world.advance(Duration.ofMillis(1));
    assertThat(times).containsExactly(0L, 60_000L);
  }

  @Test
  void whatBecameDueWhileNobodyLookedIsDoneAtOnce() {
    SagaPlan<Object> plan = failing(policy(2, 60_000, 600_000, false));
    world.register(plan).start("1", "x");
    world.settle();
    world.environment().jump(3_600_000);
    world.crash();
    world.register(plan);
    world.settle();
    assertThat(times).containsExactly(0L, 3_600_000L);
  }

  @Test
  void aClockThatIsSetBackMakesNothingEarly() {
    world.register(failing(policy(2, 4_000, 4_000, false))).start("1", "x");
    world.settle();
    world.environment().jump(-10_000);
    world.advance(Duration.ofMillis(13_999));
    assertThat(times).hasSize(1);
    world.advance(Duration.ofMillis(2_000));
    assertThat(times).hasSize(2);
  }

  @Test
  void retryLaterIsHonoured() {
    world
        .register(
            Solo.step(
                (s, call) -> {
                  note();
                  if (call.context().attempt() == 1) {
                    throw call.context().retryLater(Duration.ofHours(1));
                  }
                  return "done";
                }))
        .start("1", "x");
    world.advance(Duration.ofHours(1).minusMillis(1));
    assertThat(times).hasSize(1);
    world.advance(Duration.ofMillis(1));
    assertThat(times).containsExactly(0L, 3_600_000L);
  }

  @Test
  void retryLaterThanAnybodyLivesIsAWaitAndNotALoop() {
    world
        .register(
            Solo.step(
                (s, call) -> {
                  note();
                  throw call.context().retryLater(Duration.ofSeconds(Long.MAX_VALUE));
                }))
        .start("1", "x");
    world.advance(Duration.ofMinutes(1));
    assertThat(times).hasSize(1);
    assertThat(world.view("solo", "1").state()).isEqualTo(RunState.WAITING);
  }

  @Test
  void allAttemptsHaveOneKeyAlsoAfterACrashAndUndosTheirOwn() {
    List<String> keys = new ArrayList<>();
    List<Long> epochs = new ArrayList<>();
    UndoSpec<Object> undo =
        UndoSpec.of("unwork", (s, call) -> keys.add(call.context().idempotencyKey()));
    SagaPlan<Object> plan =
        Solo.undone(
            (s, call) -> {
              keys.add(call.context().idempotencyKey());
              epochs.add(call.context().epoch());
              if (call.context().attempt() < 2 || epochs.size() < 4) {
                throw new IllegalStateException("not yet");
              }
              return "done";
            },
            step -> step.retry(policy(9, 100, 100, false)),
            undo,
            (s, call) -> {
              throw new Trip.Full("no");
            });
    world.register(plan).start("1", "x");
    world.advance(Duration.ofMillis(150));
    world.crash();
    world.register(plan);
    world.advance(Duration.ofSeconds(1));
    assertThat(epochs.get(epochs.size() - 1)).isGreaterThan(epochs.get(0));
    assertThat(epochs).isSorted();
    String undoKey = keys.remove(keys.size() - 1);
    assertThat(keys).hasSizeGreaterThan(3);
    assertThat(keys.stream().distinct()).hasSize(1);
    assertThat(undoKey).isNotEqualTo(keys.get(0));
    assertThat(world.view("solo", "1").state()).isEqualTo(RunState.COMPENSATED);
  }

  private SagaPlan<Object> slow(RetryPolicy policy) {
    return Solo.step(
        (s, call) -> {
          note();
          stages.add(new CompletableFuture<>());
          return stages.get(stages.size() - 1);
        },
        step -> step.async().timeout(Duration.ofSeconds(1)).retry(policy));
  }

  @Test
  void anAttemptThatTakesTooLongIsUnknownAndRetried() {
    SagaHandle<String> run = world.register(slow(policy(2, 500, 500, false))).start("1", "x");
    world.advance(Duration.ofMillis(1_499));
    assertThat(times).hasSize(1);
    world.advance(Duration.ofMillis(1));
    assertThat(times).containsExactly(0L, 1_500L);
    world.run(() -> stages.get(1).complete("second"));
    assertThat(world.outcome(run)).isEqualTo(new SagaOutcome.Completed<>("second"));
  }

  @Test
  void aLateResultIsRecordedAndNeverChangesTheRun() {
    SagaHandle<String> run = world.register(slow(policy(2, 500, 500, false))).start("1", "x");
    world.advance(Duration.ofMillis(1_500));
    world.run(() -> stages.get(0).complete("late"));
    assertThat(world.view("solo", "1").state()).isEqualTo(RunState.RUNNING);
    world.run(() -> stages.get(1).complete("second"));
    assertThat(world.outcome(run)).isEqualTo(new SagaOutcome.Completed<>("second"));
    assertThat(world.journal.kinds("solo", "1"))
        .containsExactly("started", "late_result work", "succeeded work");
  }

  @Test
  void aLateResultDoesNotPassForThatOfAnAttemptAfterALongWait() {
    SagaHandle<String> run = world.register(slow(policy(2, 60_000, 60_000, false))).start("1", "x");
    world.advance(Duration.ofSeconds(61));
    assertThat(times).containsExactly(0L, 61_000L);
    world.run(() -> stages.get(0).complete("late"));
    assertThat(world.view("solo", "1").state()).isEqualTo(RunState.RUNNING);
    world.run(() -> stages.get(1).complete("second"));
    assertThat(world.outcome(run)).isEqualTo(new SagaOutcome.Completed<>("second"));
    assertThat(world.journal.kinds("solo", "1"))
        .contains("late_result work")
        .endsWith("succeeded work");
  }

  @Test
  void aLateResultAfterTheEndIsRecordedToo() {
    SagaHandle<String> run = world.register(slow(policy(2, 500, 500, false))).start("1", "x");
    world.advance(Duration.ofMillis(1_500));
    world.run(() -> stages.get(1).complete("second"));
    world.run(() -> stages.get(0).complete("late"));
    assertThat(world.outcome(run)).isEqualTo(new SagaOutcome.Completed<>("second"));
    assertThat(world.journal.kinds("solo", "1")).endsWith("succeeded work", "late_result work");
  }

  @Test
  void theDeadlineTurnsARunBackUpToThePivot() {
    Script services = new Script();
    services.always("payment", Script.fail("down"));
    var plan = Deadlines.trip(Duration.ofHours(2));
    var client = world.engine().<Trip.Services, String, String>register(plan, services);
    SagaHandle<String> run = client.start("1", "rome");
    services.always("hotel", Script.fail("down"));
    world.advance(Duration.ofHours(2).plusSeconds(1));
    assertThat(world.outcome(run)).isInstanceOf(SagaOutcome.Compensated.class);
    assertThat(world.journal.kinds("late", "1")).contains("deadline_passed");
    assertThat(services.made("undo")).hasSize(1);
  }

  @Test
  void aDeadlineBeyondAllCalendarsNeverComes() {
    Script services = new Script();
    var plan = Deadlines.trip(Duration.ofSeconds(Long.MAX_VALUE));
    var client = world.engine().<Trip.Services, String, String>register(plan, services);
    assertThat(world.outcome(client.start("1", "rome"))).isInstanceOf(SagaOutcome.Completed.class);
  }
}
