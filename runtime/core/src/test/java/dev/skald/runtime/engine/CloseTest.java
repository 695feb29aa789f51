package dev.skald.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skald.runtime.EngineClosedException;
import dev.skald.runtime.SagaClient;
import dev.skald.runtime.SagaEngine;
import dev.skald.runtime.SagaHandle;
import dev.skald.runtime.SagaOutcome;
import dev.skald.runtime.plan.Invoker;
import dev.skald.runtime.plan.RetryPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Closing an engine, on real threads. */
class CloseTest {

  private final FaultyJournal journal = new FaultyJournal();
  private final Script services = new Script();

  private SagaEngine open(Duration grace) {
    return Skald.on(journal).codec(new TextCodec()).stepThreads(4).grace(grace).open();
  }

  private static CompletableFuture<Void> closing(SagaEngine engine) {
    return CompletableFuture.runAsync(engine::close);
  }

  /** Waits until an engine takes nothing more. */
  private static void untilClosing(Trip trip) {
    Waits.until(
        () -> {
          try {
            trip.find("any");
            return false;
          } catch (EngineClosedException e) {
            return true;
          }
        });
  }

  @Test
  void stepsUnderWayAreAwaitedAndJournaledAndNothingIsCalledAfterwards() {
    CountDownLatch goOn = new CountDownLatch(1);
    services.always(
        "payment",
        (argument, context) -> {
          Waits.on(goOn);
          return "paid";
        });
    SagaEngine engine = open(Waits.LONG);
    Trip trip = new Trip(engine, services);
    trip.start("1", "rome");
    Waits.until(() -> !services.made("payment").isEmpty());
    CompletableFuture<Void> closing = closing(engine);
    untilClosing(trip);
    goOn.countDown();
    Waits.get(closing);
    assertThat(services.made("tickets")).isEmpty();
    try (SagaEngine next = open(Duration.ZERO)) {
      assertThat(new Trip(next, services).handle("1").orElseThrow().await(Waits.LONG))
          .isInstanceOf(SagaOutcome.Completed.class);
      assertThat(services.made("payment")).hasSize(1);
    }
  }

  /** The policy has one attempt, so that one that counted would show. */
  private static SagaClient<String, String> onlyOnce(SagaEngine engine, Invoker<Object> work) {
    RetryPolicy once = new RetryPolicy(1, Duration.ZERO, Duration.ZERO, 1, false);
    return engine.register(Solo.step(work, step -> step.retry(once)), "saga");
  }

  @Test
  void aStepInterruptedByClosingIsNoFailureAndIsCalledAgainByTheNextEngine() {
    AtomicReference<Thread> worker = new AtomicReference<>();
    AtomicReference<String> firstKey = new AtomicReference<>();
    SagaEngine engine = open(Duration.ZERO);
    var client =
        onlyOnce(
            engine,
            (s, call) -> {
              firstKey.set(call.context().idempotencyKey());
              worker.set(Thread.currentThread());
              new CountDownLatch(1).await();
              return "never";
            });
    client.start("1", "x");
    Waits.until(() -> worker.get() != null);
    engine.close();
    try (SagaEngine next = open(Duration.ZERO)) {
      var again =
          onlyOnce(next, (s, call) -> call.context().attempt() + call.context().idempotencyKey());
      assertThat(again.handle("1").orElseThrow().await(Waits.LONG))
          .isEqualTo(new SagaOutcome.Completed<>("1" + firstKey.get()));
    }
  }

  @Test
  void whatAStepSaysWhileItIsInterruptedIsNotCounted() {
    CompletableFuture<String> stage = new CompletableFuture<>();
    List<Integer> attempts = new ArrayList<>();
    var plan =
        Solo.step(
            (s, call) -> {
              attempts.add(call.context().attempt());
              return attempts.size() == 1 ? stage : CompletableFuture.completedFuture("done");
            },
            step -> step.async().retry(new RetryPolicy(1, Duration.ZERO, Duration.ZERO, 1, false)));
    try (World world = new World()) {
      SagaHandle<String> run = world.register(plan).start("1", "x");
      world.settle();
      var closing = world.environment();
      closing.whenClosing(() -> stage.completeExceptionally(new InterruptedException()));
      world.engine().close();
      world.crash();
      var next = world.register(plan).handle(run.key()).orElseThrow();
      assertThat(world.outcome(next)).isEqualTo(new SagaOutcome.Completed<>("done"));
      assertThat(attempts).containsExactly(1, 1);
    }
  }

  @Test
  void whatIsQueuedForAThreadIsNotCalledWhileClosing() {
    CountDownLatch goOn = new CountDownLatch(1);
    services.always(
        "hotel",
        (argument, context) -> {
          Waits.on(goOn);
          return "room";
        });
    services.always(
        "flight",
        (argument, context) -> {
          Waits.on(goOn);
          return "seat";
        });
    VirtualThreads.assumeNone();
    SagaEngine engine =
        Skald.on(journal).codec(new TextCodec()).stepThreads(1).grace(Waits.LONG).open();
    Trip trip = new Trip(engine, services);
    for (int i = 0; i < 20; i++) {
      trip.start("run " + i, "rome");
    }
    Waits.until(() -> !services.made().isEmpty());
    CompletableFuture<Void> closing = closing(engine);
    untilClosing(trip);
    goOn.countDown();
    Waits.get(closing);
    assertThat(services.made()).hasSize(1);
  }

  @Test
  void whoWaitsIsToldThatTheEngineIsClosed() {
    CountDownLatch never = new CountDownLatch(1);
    services.always(
        "payment",
        (argument, context) -> {
          never.await();
          return "paid";
        });
    SagaEngine engine = open(Duration.ZERO);
    SagaHandle<String> run = new Trip(engine, services).start("1", "rome");
    Waits.until(() -> !services.made("payment").isEmpty());
    ExecutorService waiter = Executors.newSingleThreadExecutor();
    Future<?> waiting = waiter.submit(() -> run.await(Waits.LONG));
    CompletableFuture<?> stage = run.outcome().toCompletableFuture();
    Waits.until(() -> ((Engine) engine).watchedRuns() == 1);
    engine.close();
    assertThatThrownBy(() -> Waits.get(waiting)).isInstanceOf(EngineClosedException.class);
    assertThatThrownBy(() -> Waits.get(stage)).isInstanceOf(EngineClosedException.class);
    assertThatThrownBy(() -> run.await(Waits.LONG)).isInstanceOf(EngineClosedException.class);
    waiter.shutdownNow();
  }

  @Test
  void closingIsIdempotentAndTakesAnyGrace() {
    SagaEngine engine = open(Duration.ofSeconds(Long.MAX_VALUE));
    engine.close();
    engine.close();
  }

  @Test
  void startsThatRaceWithClosingAreDurableOrATypedError() {
    for (int round = 0; round < 20; round++) {
      SagaEngine engine = open(Duration.ZERO);
      Trip trip = new Trip(engine, services);
      String prefix = "round " + round + " run ";
      ExecutorService callers = Executors.newFixedThreadPool(2);
      List<Future<Integer>> counts = new ArrayList<>();
      for (int caller = 0; caller < 2; caller++) {
        String mine = prefix + caller + " ";
        counts.add(callers.submit(() -> startUntilClosed(trip, mine)));
      }
      Waits.until(() -> services.made().size() > 10);
      engine.close();
      int started = 0;
      for (Future<Integer> count : counts) {
        started += Waits.get(count);
      }
      callers.shutdownNow();
      assertThat(started).isNotNegative();
    }
  }

  /** Only a SkaldException may come, and what was answered is in the journal. */
  private int startUntilClosed(Trip trip, String prefix) {
    int started = 0;
    try {
      for (; ; started++) {
        trip.start(prefix + started, "rome");
        assertThat(journal.store().find("trip", prefix + started)).isPresent();
      }
    } catch (dev.skald.runtime.SkaldException e) {
      return started;
    }
  }

  @Test
  void verbsThatRaceWithClosingReturn() {
    for (int round = 0; round < 20; round++) {
      SagaEngine engine = open(Duration.ZERO);
      Trip trip = new Trip(engine, services);
      services.always(
          "payment",
          (a, c) -> {
            throw c.retryLater(Duration.ofSeconds(3));
          });
      String key = "verb " + round;
      trip.start(key, "rome");
      ExecutorService operator = Executors.newSingleThreadExecutor();
      Future<?> done =
          operator.submit(
              () -> {
                for (; ; ) {
                  trip.operate(key, "ada").cancel("again and again");
                }
              });
      Waits.until(() -> journal.kinds("trip", key).contains("cancel_requested"));
      engine.close();
      assertThatThrownBy(() -> Waits.get(done))
          .isInstanceOf(dev.skald.runtime.SkaldException.class);
      operator.shutdownNow();
    }
  }

  @Test
  void closedEnginesLeaveNoThreads() {
    Set<Thread> before = skaldThreads();
    for (int i = 0; i < 5; i++) {
      SagaEngine engine = open(Duration.ofSeconds(5));
      new Trip(engine, services).start("run " + i, "rome").await(Waits.LONG);
      engine.close();
    }
    Waits.until(
        () -> {
          Set<Thread> left = skaldThreads();
          left.removeAll(before);
          return left.isEmpty();
        });
  }

  private static Set<Thread> skaldThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("skald-"))
        .collect(Collectors.toSet());
  }
}
