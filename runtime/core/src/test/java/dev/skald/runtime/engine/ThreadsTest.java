package dev.skald.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.runtime.AwaitTimeoutException;
import dev.skald.runtime.SagaClient;
import dev.skald.runtime.SagaEngine;
import dev.skald.runtime.SagaOutcome;
import dev.skald.runtime.VerbRefusedException;
import dev.skald.runtime.plan.RetryPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Where real threads matter. */
class ThreadsTest {

  private static final RetryPolicy AT_ONCE =
      new RetryPolicy(3, Duration.ZERO, Duration.ZERO, 1, false);

  private static SagaEngine open(FaultyJournal journal, int threads) {
    return Skald.on(journal)
        .codec(new TextCodec())
        .stepThreads(threads)
        .grace(Duration.ZERO)
        .open();
  }

  @Test
  void aTimedOutAttemptIsInterruptedAndRetriedWithTheSameKey() {
    FaultyJournal journal = new FaultyJournal();
    CountDownLatch interrupted = new CountDownLatch(1);
    List<String> keys = new ArrayList<>();
    try (SagaEngine engine = open(journal, 4)) {
      SagaClient<String, String> client =
          engine.register(
              Solo.step(
                  (s, call) -> {
                    synchronized (keys) {
                      keys.add(call.context().idempotencyKey());
                    }
                    if (call.context().attempt() == 1) {
                      try {
                        new CountDownLatch(1).await();
                      } catch (InterruptedException e) {
                        interrupted.countDown();
                        return "late";
                      }
                    }
                    return "second";
                  },
                  step -> step.timeout(Duration.ofMillis(20)).retry(AT_ONCE)),
              "saga");
      assertThat(client.start("1", "x").await(Waits.LONG))
          .isEqualTo(new SagaOutcome.Completed<>("second"));
      Waits.on(interrupted);
      Waits.until(() -> journal.kinds("solo", "1").contains("late_result work"));
      assertThat(keys).hasSize(2);
      assertThat(keys.get(0)).isEqualTo(keys.get(1));
    }
  }

  @Test
  void anInterruptFlagLeftByAStepDoesNotLeakIntoTheNext() {
    AtomicReference<Boolean> flag = new AtomicReference<>();
    Script services = new Script();
    services.always(
        "payment",
        (argument, context) -> {
          Thread.currentThread().interrupt();
          return "paid";
        });
    services.always(
        "tickets",
        (argument, context) -> {
          flag.set(Thread.currentThread().isInterrupted());
          return "printed";
        });
    try (SagaEngine engine = open(new FaultyJournal(), 2)) {
      assertThat(new Trip(engine, services).start("1", "rome").await(Waits.LONG))
          .isInstanceOf(SagaOutcome.Completed.class);
    }
    assertThat(flag).hasValue(false);
  }

  private static SagaOutcome<String> nested(int threads, Duration patience) {
    AtomicReference<Trip> inner = new AtomicReference<>();
    try (SagaEngine engine = open(new FaultyJournal(), threads)) {
      inner.set(new Trip(engine, new Script()));
      SagaClient<String, String> outer =
          engine.register(
              Solo.step(
                  (s, call) -> "" + inner.get().start(call.context().key(), "rome").await(patience),
                  step -> step.retry(new RetryPolicy(1, Duration.ZERO, Duration.ZERO, 1, false))),
              "saga");
      return outer.start("1", "x").await(Waits.LONG);
    }
  }

  @Test
  void aStepMayStartAndAwaitAnotherSaga() {
    assertThat(nested(2, Waits.LONG)).isInstanceOf(SagaOutcome.Completed.class);
  }

  @Test
  void withOneThreadInAllAStepThatAwaitsAnotherSagaWaitsInVainButNotForEver() {
    VirtualThreads.assumeNone();
    var stuck = (SagaOutcome.Stuck<String>) nested(1, Duration.ofMillis(50));
    assertThat(stuck.cause().type()).isEqualTo(AwaitTimeoutException.class.getName());
  }

  @Test
  void verbsThatRaceWithTheRunsProgressAndRetirementAllReturn() {
    FaultyJournal journal = new FaultyJournal();
    Script services = new Script();
    AtomicInteger failures = new AtomicInteger();
    services.always(
        "payment",
        (argument, context) -> {
          if (failures.incrementAndGet() < 40) {
            throw context.retryLater(Duration.ofHours(1));
          }
          return "paid";
        });
    ExecutorService operators = Executors.newFixedThreadPool(4);
    try (SagaEngine engine = open(journal, 4)) {
      Trip trip = new Trip(engine, services);
      var run = trip.start("1", "rome");
      List<Future<Integer>> counts = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        counts.add(operators.submit(() -> retryUntilEnd(trip)));
      }
      assertThat(run.await(Waits.LONG)).isInstanceOf(SagaOutcome.Completed.class);
      int accepted = 0;
      for (Future<Integer> count : counts) {
        accepted += Waits.get(count);
      }
      long journaled = journal.kinds("trip", "1").stream().filter("operator_retry"::equals).count();
      assertThat(journaled).isEqualTo(accepted);
    } finally {
      operators.shutdownNow();
    }
  }

  /** How many verbs were accepted. */
  private static int retryUntilEnd(Trip trip) {
    int accepted = 0;
    while (!trip.find("1").orElseThrow().state().isEnd()) {
      try {
        trip.operate("1", "ada").retry("hurry");
        accepted++;
      } catch (VerbRefusedException e) {
        // It had just gone on by itself, or ended.
      }
    }
    return accepted;
  }

  @Test
  void aThousandRunsOfManyCallersAllEndAndAreForgotten() {
    ExecutorService callers = Executors.newFixedThreadPool(8);
    Script services = new Script();
    services.always(
        "payment",
        (argument, context) -> {
          if (context.key().hashCode() % 3 == 0) {
            throw new Trip.Full("no money");
          }
          return "paid";
        });
    try (SagaEngine engine = open(new FaultyJournal(), 8)) {
      Trip trip = new Trip(engine, services);
      List<Future<SagaOutcome<String>>> outcomes = new ArrayList<>();
      for (int i = 0; i < 1_000; i++) {
        String key = "run " + i;
        outcomes.add(callers.submit(() -> trip.start(key, "rome").await(Waits.LONG)));
      }
      outcomes.forEach(
          outcome ->
              assertThat(Waits.get(outcome))
                  .isInstanceOfAny(SagaOutcome.Completed.class, SagaOutcome.Compensated.class));
      Waits.until(() -> ((Engine) engine).liveRuns() == 0);
      assertThat(((Engine) engine).watchedRuns()).isZero();
    } finally {
      callers.shutdownNow();
    }
  }
}
