package dev.skald.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.runtime.RunState;
import dev.skald.runtime.SagaClient;
import dev.skald.runtime.SagaEngine;
import dev.skald.runtime.SagaHandle;
import dev.skald.runtime.SagaOutcome;
import dev.skald.runtime.plan.Call;
import dev.skald.runtime.plan.InputRef;
import dev.skald.runtime.plan.RetryPolicy;
import dev.skald.runtime.plan.SagaPlan;
import dev.skald.runtime.plan.StepRef;
import dev.skald.runtime.spi.JournalTransaction;
import dev.skald.runtime.support.SagaSpec;
import dev.skald.runtime.support.StepSpec;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** While a step has its transaction, nothing else is written; so it must always come to an end. */
class TransactionalTest {

  private static final InputRef<String> INPUT = InputRef.of(String.class);
  private static final StepRef<String> BOOK = StepRef.of(0, "book", String.class);
  private static final StepRef<String> ASIDE = StepRef.of(1, "aside", String.class);

  private final FaultyJournal journal = new FaultyJournal();
  private final SagaEngine engine =
      Skald.on(journal).codec(new TextCodec()).grace(Duration.ZERO).open();
  private final CountDownLatch hangs = new CountDownLatch(1);
  private final AtomicInteger calls = new AtomicInteger();
  private volatile boolean released;

  @AfterEach
  void close() {
    released = true;
    engine.close();
  }

  private static SagaPlan<Object> plan(Duration timeout, StepSpec<Object> book) {
    return SagaSpec.<Object>of("booking", 1, INPUT)
        .step(book.transactional().timeout(timeout).retry(RetryPolicy.NEVER).readOnly())
        .plan();
  }

  private static void note(Call call, String text) {
    @SuppressWarnings("unchecked")
    List<String> notes = call.resource(List.class);
    notes.add(text);
  }

  /** Takes no notice of an interrupt, as code that waits for a socket does. */
  private void hang() {
    hangs.countDown();
    while (!released) {
      LockSupport.parkNanos(1_000_000);
    }
  }

  private SagaClient<String, String> hanging(Duration timeout) {
    return engine.register(
        plan(
            timeout,
            StepSpec.of(
                BOOK,
                (saga, call) -> {
                  if (call.input(INPUT).equals("hang")) {
                    hang();
                  }
                  note(call, call.input(INPUT));
                  return "booked";
                })),
        "the saga");
  }

  @Test
  void aStepBesideItThatEndsMeanwhileDoesNotHoldItUpForEver() {
    CountDownLatch begun = new CountDownLatch(1);
    SagaPlan<Object> plan =
        SagaSpec.<Object>of("booking", 1, INPUT)
            .step(
                StepSpec.<Object>of(
                        BOOK,
                        (saga, call) -> {
                          if (calls.incrementAndGet() == 1) {
                            begun.countDown();
                            Waits.until(journal.turn()::isWanted);
                          }
                          note(call, "booked");
                          return "booked";
                        })
                    .transactional()
                    .readOnly())
            .step(
                StepSpec.<Object>of(
                        ASIDE,
                        (saga, call) -> {
                          Waits.on(begun);
                          return "aside";
                        })
                    .readOnly())
            .returns((saga, call) -> call.result(BOOK) + " " + call.result(ASIDE))
            .plan();
    SagaHandle<String> run =
        engine.<Object, String, String>register(plan, "the saga").start("1", "x");
    assertThat(run.await(Waits.LONG)).isEqualTo(new SagaOutcome.Completed<>("booked aside"));
    assertThat(journal.turn().notes()).containsExactly("booked");
  }

  @Test
  void oneThatHangsHoldsTheOthersUpNoLongerThanItsTimeout() {
    SagaClient<String, String> client = hanging(Duration.ofMillis(50));
    SagaHandle<String> hung = client.start("1", "hang");
    Waits.on(hangs);
    assertThat(
            Waits.get(CompletableFuture.supplyAsync(() -> client.start("2", "x")))
                .await(Waits.LONG))
        .isInstanceOf(SagaOutcome.Completed.class);
    assertThat(hung.await(Waits.LONG)).isInstanceOf(SagaOutcome.Compensated.class);
    assertThat(journal.turn().notes()).containsExactly("x");
  }

  @Test
  void oneThatHangsDoesNotKeepTheEngineFromClosing() {
    SagaClient<String, String> client = hanging(Duration.ofHours(1));
    client.start("1", "hang");
    Waits.on(hangs);
    CompletableFuture<Void> other = CompletableFuture.runAsync(() -> client.start("2", "x"));
    Waits.until(journal.turn()::isWanted);
    Waits.get(CompletableFuture.runAsync(engine::close));
    assertThat(released).isFalse();
    Waits.until(other::isDone);
  }

  @Test
  void theTimeoutDoesNotCountWhileOthersHaveTheTurn() {
    try (World world = new World()) {
      SagaClient<String, String> client =
          world.register(
              plan(
                  Duration.ofMillis(50),
                  StepSpec.of(
                      BOOK,
                      (saga, call) -> {
                        note(call, "booked");
                        return "booked";
                      })));
      SagaHandle<String> run = client.start("1", "x");
      Waits.until(world.engine()::isQuiet);
      int timers = world.environment().timers();
      JournalTransaction others = world.journal.turn().borrow();
      CompletableFuture<Void> attempt = CompletableFuture.runAsync(world::settle);
      Waits.until(world.journal.turn()::isWanted);
      assertThat(world.environment().timers()).isEqualTo(timers);
      others.close();
      Waits.get(attempt);
      assertThat(world.outcome(run)).isEqualTo(new SagaOutcome.Completed<>("booked"));
    }
  }

  @Test
  void whatSucceededAndIsNotDurableIsCalledAgain() {
    try (World world = new World()) {
      SagaClient<String, String> client =
          world.register(
              plan(
                  Duration.ofSeconds(10),
                  StepSpec.of(
                      BOOK,
                      (saga, call) -> {
                        if (calls.incrementAndGet() == 1) {
                          world.journal.nextCommit(FaultyJournal.fail());
                        }
                        note(call, "booked");
                        return "booked";
                      })));
      SagaHandle<String> run = client.start("1", "x");
      world.advance(Duration.ofSeconds(5));
      assertThat(world.outcome(run)).isEqualTo(new SagaOutcome.Completed<>("booked"));
      assertThat(world.journal.turn().notes()).containsExactly("booked");
      assertThat(calls).hasValue(2);
    }
  }

  @Test
  void whatIsDurableAlthoughTheCommitSeemedToFailIsNotCalledAgain() {
    try (World world = new World()) {
      SagaClient<String, String> client =
          world.register(
              plan(
                  Duration.ofSeconds(10),
                  StepSpec.of(
                      BOOK,
                      (saga, call) -> {
                        calls.incrementAndGet();
                        world.journal.nextCommit(FaultyJournal.unknown(true));
                        return "booked";
                      })));
      var outcome = client.start("1", "x").outcome().toCompletableFuture();
      world.advance(Duration.ofSeconds(5));
      assertThat(world.view("booking", "1").state()).isEqualTo(RunState.COMPLETED);
      assertThat(calls).hasValue(1);
      assertThat(outcome).isCompleted();
    }
  }
}
