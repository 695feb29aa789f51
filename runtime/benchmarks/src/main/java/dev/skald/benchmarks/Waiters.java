package dev.skald.benchmarks;

import dev.skald.runtime.SagaClient;
import dev.skald.runtime.SagaEngine;
import dev.skald.runtime.plan.InputRef;
import dev.skald.runtime.plan.SagaPlan;
import dev.skald.runtime.plan.SignalRef;
import dev.skald.runtime.plan.StepRef;
import dev.skald.runtime.support.SagaSpec;
import dev.skald.runtime.support.StepSpec;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/** Runs that wait for a signal, every other one for a month at the most. */
final class Waiters {

  static final String ENDLESS = "endless";
  static final String MONTH = "month";

  private static final InputRef<Integer> INPUT = InputRef.of(Integer.class);
  private static final StepRef<Integer> APPROVE = StepRef.of(0, "approve", Integer.class);
  static final SignalRef<Integer> APPROVED = SignalRef.of(APPROVE, "approved", Integer.class);

  private static final int STARTERS = 256;

  private final SagaClient<Integer, Integer> endless;
  private final SagaClient<Integer, Integer> month;

  /** Registers both sagas. */
  Waiters(SagaEngine engine) {
    endless = engine.register(plan(ENDLESS, false), this);
    month = engine.register(plan(MONTH, true), this);
  }

  private static SagaPlan<Waiters> plan(String saga, boolean limited) {
    StepSpec<Waiters> approve =
        StepSpec.<Waiters>of(APPROVE, (w, call) -> call.optionalSignal(APPROVED).orElse(0))
            .readOnly();
    return SagaSpec.<Waiters>of(saga, 1, INPUT)
        .step(
            limited
                ? approve.signalOrEmpty(APPROVED, Duration.ofDays(30))
                : approve.signal(APPROVED))
        .plan();
  }

  SagaClient<Integer, Integer> endless() {
    return endless;
  }

  static String key(int number) {
    return "run-" + number;
  }

  /**
   * Starts them, many at a time; answers when all starts are durable.
   *
   * @param runs how many
   * @param started is told the number of each, on any thread
   */
  void start(int runs, IntConsumer started) throws InterruptedException {
    AtomicInteger next = new AtomicInteger();
    Thread[] starters = new Thread[Math.min(runs, STARTERS)];
    for (int i = 0; i < starters.length; i++) {
      starters[i] = new Thread(() -> start(next, runs, started), "starter-" + i);
      starters[i].start();
    }
    for (Thread starter : starters) {
      starter.join();
    }
  }

  private void start(AtomicInteger next, int runs, IntConsumer started) {
    for (int i = next.getAndIncrement(); i < runs; i = next.getAndIncrement()) {
      (i % 2 == 0 ? endless : month).start(key(i), i);
      started.accept(i);
    }
  }
}
