package dev.skald.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skald.runtime.KeyConflictException;
import dev.skald.runtime.SagaClient;
import dev.skald.runtime.SagaEngine;
import dev.skald.runtime.SagaHandle;
import dev.skald.runtime.SagaOutcome;
import dev.skald.runtime.memory.MemoryJournal;
import dev.skald.runtime.plan.Invoker;
import dev.skald.runtime.plan.RetryPolicy;
import dev.skald.runtime.plan.SagaPlan;
import dev.skald.runtime.plan.SignalRef;
import dev.skald.runtime.plan.StepRef;
import dev.skald.runtime.support.SagaSpec;
import dev.skald.runtime.support.StepSpec;
import dev.skald.runtime.support.UndoSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

/** Callers that work on the runs they start, and what that must not do to them or to others. */
class WorkingCallerTest {

  private static final Duration TIMEOUT = Duration.ofMillis(50);
  private static final RetryPolicy NEVER =
      new RetryPolicy(1, Duration.ZERO, Duration.ZERO, 1, false);
  private static final RetryPolicy AT_ONCE =
      new RetryPolicy(3, Duration.ZERO, Duration.ZERO, 1, false);

  private final SagaEngine engine = open(Duration.ofSeconds(10));
  private final Map<String, Thread> threads = new ConcurrentHashMap<>();
  private final Script services = new Script();
  private final ExecutorService others = Executors.newCachedThreadPool();

  private static SagaEngine open(Duration grace) {
    return Skald.on(new MemoryJournal())
        .codec(new TextCodec())
        .stepThreads(4)
        .grace(grace)
        .callersWork()
        .open();
  }

  @AfterEach
  void close() {
    others.shutdownNow();
    engine.close();
  }

  private SagaClient<String, String> register(SagaPlan<Object> plan) {
    return engine.register(plan, "the saga");
  }

  /** Notes which thread calls each method, and by which name it is called. */
  private Trip trip() {
    return new Trip(
        engine,
        (method, argument, context) -> {
          threads.put(method, Thread.currentThread());
          return services.call(method, argument, context);
        });
  }

  private static <T> SagaOutcome<T> outcome(SagaHandle<T> run) {
    return run.await(Waits.LONG);
  }

  @Test
  void startReturnsWhenTheRunIsOverAndItsCallerHasMadeTheCalls() {
    SagaClient<String, String> client = register(twoSteps("two", (s, call) -> "first"));
    SagaHandle<String> run = client.start("1", "x");
    assertThat(run.await(Duration.ZERO)).isEqualTo(new SagaOutcome.Completed<>("second of first"));
    assertThat(threads.get("1")).isSameAs(Thread.currentThread());
  }

  @Test
  void undosAreMadeByTheCallerToo() {
    SagaClient<String, String> client =
        register(
            Solo.undone(
                (s, call) -> "done",
                step -> step,
                UndoSpec.of(
                    "undo",
                    (s, call) -> {
                      threads.put("undo", Thread.currentThread());
                      return null;
                    }),
                (s, call) -> {
                  throw new Trip.Full("no");
                }));
    SagaHandle<String> run = client.start("1", "x");
    assertThat(run.await(Duration.ZERO)).isInstanceOf(SagaOutcome.Compensated.class);
    assertThat(threads.get("undo")).isSameAs(Thread.currentThread());
  }

  @Test
  void branchesStillRunSideBySide() {
    CyclicBarrier both = new CyclicBarrier(2);
    Script.Answer meet =
        (argument, context) -> {
          both.await(Waits.LONG.toSeconds(), TimeUnit.SECONDS);
          return "met";
        };
    services.always("hotel", meet).always("flight", meet);
    assertThat(outcome(trip().start("1", "rome"))).isInstanceOf(SagaOutcome.Completed.class);
  }

  @Test
  void aRetryAfterAPauseDoesNotHoldTheCaller() {
    CountDownLatch returned = new CountDownLatch(1);
    services.next(
        "payment",
        (argument, context) -> {
          throw context.retryLater(Duration.ofMillis(1));
        });
    services.always(
        "payment",
        (argument, context) -> {
          Waits.on(returned);
          return "paid";
        });
    SagaHandle<String> run = trip().start("1", "rome");
    returned.countDown();
    assertThat(outcome(run)).isInstanceOf(SagaOutcome.Completed.class);
    assertThat(threads.get("payment")).isNotSameAs(Thread.currentThread());
  }

  /** A step that is called, and one after it that notes who called it. */
  private SagaPlan<Object> twoSteps(String name, Invoker<Object> first) {
    StepRef<String> second = StepRef.of(1, "second", String.class);
    return SagaSpec.<Object>of(name, 1, Solo.INPUT)
        .step(StepSpec.<Object>of(Solo.WORK, first).readOnly().timeout(TIMEOUT).retry(AT_ONCE))
        .step(
            StepSpec.<Object>of(
                    second,
                    (s, call) -> {
                      threads.put(call.context().key(), Thread.currentThread());
                      return "second of " + call.result(Solo.WORK);
                    })
                .after(Solo.WORK)
                .readOnly())
        .returns((s, call) -> call.result(second))
        .plan();
  }

  @Test
  void anInterruptedCallerGetsItsThreadBackAndTheEngineGoesOn() {
    SagaClient<String, String> client =
        register(
            twoSteps(
                "two",
                (s, call) -> {
                  Thread.currentThread().interrupt();
                  return "first";
                }));
    SagaHandle<String> run = client.start("1", "x");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(outcome(run)).isEqualTo(new SagaOutcome.Completed<>("second of first"));
    assertThat(threads.get("1")).isNotSameAs(Thread.currentThread());
  }

  @Test
  void whoeverIsInterruptedBeforeDoesNotWorkAtAll() {
    SagaClient<String, String> client = register(twoSteps("two", (s, call) -> "first"));
    Thread.currentThread().interrupt();
    SagaHandle<String> run = client.start("1", "x");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(outcome(run)).isInstanceOf(SagaOutcome.Completed.class);
    assertThat(threads.get("1")).isNotSameAs(Thread.currentThread());
  }

  @Test
  void theInterruptOfATimeoutIsNotLeftToTheCaller() {
    SagaClient<String, String> client =
        register(
            twoSteps(
                "two",
                (s, call) -> {
                  if (call.context().attempt() == 1) {
                    while (!Thread.currentThread().isInterrupted()) {
                      LockSupport.park();
                    }
                  }
                  return "attempt " + call.context().attempt();
                }));
    SagaHandle<String> run = client.start("1", "x");
    assertThat(Thread.interrupted()).isFalse();
    assertThat(outcome(run)).isEqualTo(new SagaOutcome.Completed<>("second of attempt 2"));
  }

  @Test
  void aStepThatStartsARunWorksOnThatAndIsItselfAgainAfterwards() {
    SagaClient<String, String> inner = register(twoSteps("inner", (s, call) -> "first"));
    SagaClient<String, String> outer =
        register(
            twoSteps(
                "outer",
                (s, call) -> {
                  SagaOutcome<String> done = inner.start("in", "x").await(Duration.ZERO);
                  return done + " seen in " + MDC.get("skald.key") + "." + MDC.get("skald.step");
                }));
    assertThat(outer.start("out", "x").await(Duration.ZERO).toString())
        .contains("second of first")
        .contains("seen in out.work");
    assertThat(threads.get("in")).isSameAs(Thread.currentThread());
    assertThat(threads.get("out")).isSameAs(Thread.currentThread());
    assertThat(MDC.get("skald.key")).isNull();
  }

  /** The step's thread is not free, and the step may well wait for what it has brought about. */
  @Test
  void aStepThatBringsItsOwnRunAnEventMayWaitForWhatFollows() {
    StepRef<String> asked = StepRef.of(1, "asked", String.class);
    SignalRef<String> answer = SignalRef.of(asked, "answer", String.class);
    CountDownLatch answered = new CountDownLatch(1);
    AtomicReference<SagaClient<String, String>> self = new AtomicReference<>();
    Invoker<Object> ask =
        (s, call) -> {
          self.get().signal(answer, call.context().key(), "e1", "yes");
          Waits.on(answered);
          return "asked";
        };
    self.set(
        register(
            SagaSpec.<Object>of("asking", 1, Solo.INPUT)
                .step(StepSpec.<Object>of(Solo.WORK, ask).readOnly().retry(NEVER))
                .step(
                    StepSpec.<Object>of(
                            asked,
                            (s, call) -> {
                              answered.countDown();
                              return call.signal(answer);
                            })
                        .signal(answer)
                        .readOnly())
                .returns((s, call) -> call.result(asked))
                .plan()));
    assertThat(outcome(self.get().start("1", "x"))).isEqualTo(new SagaOutcome.Completed<>("yes"));
  }

  @Test
  void whoFreesALockDoesNotWorkForThoseWhoWaitedForIt() {
    CountDownLatch holds = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    SagaClient<String, String> client =
        register(
            SagaSpec.<Object>of("locking", 1, Solo.INPUT)
                .step(
                    StepSpec.<Object>of(
                            Solo.WORK,
                            (s, call) -> {
                              threads.put(call.context().key(), Thread.currentThread());
                              if (call.context().key().equals("1")) {
                                holds.countDown();
                                Waits.on(goOn);
                              }
                              return "done";
                            })
                        .exclusive("seat", call -> List.of(call.input(Solo.INPUT)))
                        .readOnly())
                .returns((s, call) -> call.result(Solo.WORK))
                .plan());
    Future<Thread> first =
        others.submit(
            () -> {
              client.start("1", "7a");
              return Thread.currentThread();
            });
    Waits.on(holds);
    SagaHandle<String> second = client.start("2", "7a");
    goOn.countDown();
    Thread caller = Waits.get(first);
    assertThat(outcome(second)).isEqualTo(new SagaOutcome.Completed<>("done"));
    assertThat(threads.get("2")).isNotIn(caller, Thread.currentThread());
  }

  @Test
  void anEngineThatClosesGivesCallersTheirThreadsBack() {
    CountDownLatch called = new CountDownLatch(1);
    SagaEngine closing = open(Duration.ZERO);
    SagaClient<String, String> client =
        closing.register(
            Solo.step(
                (s, call) -> {
                  called.countDown();
                  Thread.sleep(Duration.ofHours(1).toMillis());
                  return "never";
                }),
            "saga");
    Future<Boolean> caller =
        others.submit(
            () -> {
              client.start("1", "x");
              return Thread.interrupted();
            });
    Waits.on(called);
    closing.close();
    assertThat(Waits.get(caller)).isFalse();
  }

  @Test
  void theKeyOfAnotherRunIsRefusedAsEver() {
    SagaClient<String, String> client = register(twoSteps("two", (s, call) -> "first"));
    client.start("1", "x");
    assertThat(client.start("1", "x").await(Duration.ZERO))
        .isEqualTo(new SagaOutcome.Completed<>("second of first"));
    assertThatThrownBy(() -> client.start("1", "y")).isInstanceOf(KeyConflictException.class);
  }

  @Test
  void manyCallersEachWorkOffTheirOwnAndNothingIsLeftInMemory() {
    services.always(
        "payment",
        (argument, context) -> {
          if (context.key().hashCode() % 3 == 0) {
            throw new Trip.Full("no money");
          }
          return "paid";
        });
    Trip trip = new Trip(engine, services);
    List<Future<SagaOutcome<String>>> outcomes = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      String key = "run " + i;
      outcomes.add(others.submit(() -> trip.start(key, "rome").await(Waits.LONG)));
    }
    outcomes.forEach(
        outcome ->
            assertThat(Waits.get(outcome))
                .isInstanceOfAny(SagaOutcome.Completed.class, SagaOutcome.Compensated.class));
    assertThat(services.made("hotel")).hasSize(1_000);
    Waits.until(() -> ((Engine) engine).liveRuns() == 0);
  }

  @Test
  void aJournalThatCommitsOnAThreadOfItsOwnIsRefusedAndClosed() {
    FaultyJournal journal = new FaultyJournal();
    Skald.Builder builder = Skald.on(journal).codec(new TextCodec()).callersWork();
    assertThatThrownBy(builder::open)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Leave callersWork() out");
  }
}
