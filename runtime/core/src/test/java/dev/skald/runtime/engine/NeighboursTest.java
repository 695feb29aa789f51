package dev.skald.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skald.runtime.AwaitInterruptedException;
import dev.skald.runtime.SagaClient;
import dev.skald.runtime.SagaEngine;
import dev.skald.runtime.SagaOutcome;
import dev.skald.runtime.memory.MemoryJournal;
import dev.skald.runtime.plan.InputRef;
import dev.skald.runtime.plan.SagaPlan;
import dev.skald.runtime.plan.SignalRef;
import dev.skald.runtime.plan.StepRef;
import dev.skald.runtime.support.SagaSpec;
import dev.skald.runtime.support.StepSpec;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What one saga, service or client does that it should not, others do not feel: their runs come to
 * their ends, all of them, while it goes on. In the real world, with real threads.
 */
class NeighboursTest {

  private static final InputRef<String> INPUT = InputRef.of(String.class);
  private static final StepRef<String> CALL = StepRef.of(0, "call", String.class);
  private static final StepRef<String> WAIT = StepRef.of(0, "wait", String.class);
  private static final SignalRef<String> EVENT = SignalRef.of(WAIT, "event", String.class);
  private static final int RUNS = 500;

  /** Fewer than there are threads for steps where the JVM has no virtual ones. */
  private static final int STUCK = 200;

  private final CountDownLatch stuck = new CountDownLatch(1);
  private final CountDownLatch begun = new CountDownLatch(STUCK);
  private final SagaEngine engine =
      Skald.on(new MemoryJournal()).codec(new TextCodec()).grace(Duration.ZERO).open();
  private final SagaClient<String, String> good =
      engine.register(plan("good", StepSpec.<Object>of(CALL, (s, call) -> call.input(INPUT))), "");

  private static SagaPlan<Object> plan(String name, StepSpec<Object> step) {
    return SagaSpec.<Object>of(name, 1, INPUT).step(step.readOnly()).plan();
  }

  @AfterEach
  void close() {
    stuck.countDown();
    engine.close();
  }

  private void runTheGoodOnes() {
    for (int i = 0; i < RUNS; i++) {
      String input = "run " + i;
      assertThat(good.start("key-" + i, input).await(Waits.LONG))
          .isEqualTo(new SagaOutcome.Completed<>(input));
    }
  }

  @Test
  void aServiceThatNeverAnswersStopsNobodyElse() {
    SagaClient<String, String> bad =
        engine.register(
            plan(
                "bad",
                StepSpec.<Object>of(
                    CALL,
                    (s, call) -> {
                      begun.countDown();
                      stuck.await();
                      return "late";
                    })),
            "");
    for (int i = 0; i < STUCK; i++) {
      bad.start("key-" + i, "x");
    }
    Waits.on(begun);
    runTheGoodOnes();
    assertThat(stuck.getCount()).as("that nothing had to be freed for it").isEqualTo(1);
  }

  @Test
  void aStormOfEventsForOneRunStopsNobodyElse() throws Exception {
    SagaClient<String, String> waiting =
        engine.register(
            plan(
                "waiting",
                StepSpec.<Object>of(WAIT, (s, call) -> call.signal(EVENT)).signal(EVENT)),
            "");
    waiting.start("key", "x");
    CompletableFuture<Void> over = new CompletableFuture<>();
    CountDownLatch storming = new CountDownLatch(1_000);
    Thread storm =
        new Thread(
            () -> {
              for (int i = 0; !over.isDone(); i++) {
                waiting.signal(EVENT, "key", "event-" + i, "e");
                storming.countDown();
              }
            });
    storm.start();
    try {
      Waits.on(storming);
      runTheGoodOnes();
    } finally {
      over.complete(null);
      storm.join();
    }
  }

  @Test
  void callersThatHaveLostPatienceStopNobodyElse() {
    SagaClient<String, String> slow =
        engine.register(
            plan(
                "slow",
                StepSpec.<Object>of(
                    CALL,
                    (s, call) -> {
                      begun.countDown();
                      stuck.await();
                      return "at last";
                    })),
            "");
    var run = slow.start("key", "x");
    for (int i = 0; i < 100; i++) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> run.await(Waits.LONG)).isInstanceOf(AwaitInterruptedException.class);
      assertThat(Thread.interrupted()).isTrue();
    }
    runTheGoodOnes();
    stuck.countDown();
    assertThat(run.await(Waits.LONG)).isEqualTo(new SagaOutcome.Completed<>("at last"));
  }
}
