package dev.skald.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skald.runtime.AwaitInterruptedException;
import dev.skald.runtime.AwaitTimeoutException;
import dev.skald.runtime.SagaHandle;
import dev.skald.runtime.SagaOutcome;
import dev.skald.runtime.SagaResultException;
import dev.skald.runtime.support.SagaSpec;
import dev.skald.runtime.support.StepSpec;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Waiting for runs. */
class HandleTest {

  private final World world = new World();
  private final Script services = new Script();
  private final Trip trip = world.trip(services);

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void awaitEndsWithItsTimeAndTheRunGoesOn() {
    SagaHandle<String> run = trip.start("1", "rome");
    assertThatThrownBy(() -> run.await(Duration.ZERO)).isInstanceOf(AwaitTimeoutException.class);
    assertThatThrownBy(() -> run.await(Duration.ofMillis(-5)))
        .isInstanceOf(AwaitTimeoutException.class);
    assertThat(world.outcome(run)).isInstanceOf(SagaOutcome.Completed.class);
  }

  @Test
  void awaitTakesAnyDuration() {
    SagaHandle<String> run = trip.start("1", "rome");
    world.settle();
    assertThat(run.await(ChronoUnit.FOREVER.getDuration()))
        .isInstanceOf(SagaOutcome.Completed.class);
    assertThat(trip.handle("1").orElseThrow().await(ChronoUnit.FOREVER.getDuration()))
        .isInstanceOf(SagaOutcome.Completed.class);
  }

  @Test
  void anInterruptedWaiterIsToldAndKeepsItsFlag() {
    SagaHandle<String> run = trip.start("1", "rome");
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> run.await(Waits.LONG)).isInstanceOf(AwaitInterruptedException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void aRunThatEndedInAFormerProcessIsAnswered() {
    trip.start("1", "rome");
    world.settle();
    world.crash();
    Trip next = world.trip(services);
    assertThat(world.outcome(next.handle("1").orElseThrow()))
        .isEqualTo(new SagaOutcome.Completed<>("trip for payment(hotel(rome)+flight(rome))"));
    assertThat(next.handle("nobody")).isEmpty();
    assertThat(services.made("hotel")).hasSize(1);
  }

  @Test
  void theOutcomeIsAStageThatCallersCannotComplete() {
    SagaHandle<String> run = trip.start("1", "rome");
    CompletableFuture<SagaOutcome<String>> mine = run.outcome().toCompletableFuture();
    CompletableFuture<SagaOutcome<String>> other = run.outcome().toCompletableFuture();
    mine.cancel(true);
    world.settle();
    assertThat(Waits.get(other)).isInstanceOf(SagaOutcome.Completed.class);
    assertThat(world.outcome(run)).isInstanceOf(SagaOutcome.Completed.class);
  }

  @Test
  void afterStuckAndItsResolutionAwaitAnswersTheEnd() {
    services.always("payment", Script.fail("down"));
    SagaHandle<String> run = trip.start("1", "rome");
    world.advance(Duration.ofMinutes(5));
    var stuck = (SagaOutcome.Stuck<String>) world.outcome(run);
    assertThat(stuck.remaining()).contains("payment");
    services.always("payment", (argument, context) -> "paid");
    world.run(() -> trip.operate("1", "ada").retry("again"));
    assertThat(world.outcome(run)).isInstanceOf(SagaOutcome.Completed.class);
  }

  @Test
  void aResultMethodThatThrowsIsATypedErrorAndTheRunIsCompleted() {
    var plan =
        SagaSpec.<Object>of("solo", 1, Solo.INPUT)
            .step(StepSpec.<Object>of(Solo.WORK, (s, call) -> "x"))
            .pivot(Solo.WORK)
            .returns(
                (s, call) -> {
                  throw new IllegalStateException("bad mapping");
                })
            .plan();
    SagaHandle<String> run = world.register(plan).start("1", "x");
    assertThatThrownBy(() -> world.outcome(run))
        .isInstanceOf(SagaResultException.class)
        .hasMessageContaining("bad mapping");
    CompletableFuture<SagaOutcome<String>> stage = run.outcome().toCompletableFuture();
    world.settle();
    assertThatThrownBy(() -> Waits.get(stage)).isInstanceOf(SagaResultException.class);
  }

  @Test
  void aWaiterThatGaveUpLeavesNoTrace() {
    services.always("payment", Script.fail("down"));
    SagaHandle<String> run = trip.start("1", "rome");
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> run.await(Duration.ZERO)).isInstanceOf(AwaitTimeoutException.class);
    }
    assertThat(world.engine().watchedRuns()).isZero();
  }

  @Test
  void oneWaiterThatGivesUpDoesNotTakeTheOthersWithIt() {
    SagaHandle<String> run = trip.start("1", "rome");
    var stage = run.outcome().toCompletableFuture();
    assertThatThrownBy(() -> run.await(Duration.ZERO)).isInstanceOf(AwaitTimeoutException.class);
    world.settle();
    assertThat(Waits.get(stage)).isInstanceOf(SagaOutcome.Completed.class);
  }

  @Test
  void endedAndWaitingRunsLeaveNoTraceInMemory() {
    trip.start("ended", "rome");
    services.always(
        "payment",
        (argument, context) -> {
          throw context.retryLater(Duration.ofHours(1));
        });
    trip.start("waiting", "rome");
    world.settle();
    assertThat(world.engine().liveRuns()).isZero();
    assertThat(world.engine().watchedRuns()).isZero();
    assertThat(world.environment().timers()).as("only the look for due runs").isEqualTo(1);
  }
}
