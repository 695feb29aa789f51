package dev.skald.benchmarks;

import dev.skald.benchmarks.Services.Effect;
import dev.skald.runtime.SagaEngine;
import dev.skald.runtime.engine.Skald;
import dev.skald.runtime.spi.JournalProvider;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Lets an engine take up runs that a crash has left, with services that take their time. */
final class Adopting {

  private static final long SERVICE_NANOS = 5_000_000;
  private static final long LOOK_MILLIS = 10;
  private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(30);

  private Adopting() {}

  /** Counts how many calls are under way at once. */
  private static final class Slow extends Services {

    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    @Override
    void count(Effect effect) {
      most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
      LockSupport.parkNanos(SERVICE_NANOS);
      underWay.decrementAndGet();
      super.count(effect);
    }
  }

  /**
   * Fills a journal with runs that were just started, and lets an engine bring them to their end.
   *
   * @return what came of it, for people
   * @throws IllegalStateException if a service was not called exactly once for each
   */
  static String measure(JournalProvider journal, int runs) throws InterruptedException {
    new Filling().begun(journal, runs);
    System.gc();
    Slow services = new Slow();
    long begin = System.nanoTime();
    long mostHeap = 0;
    try (SagaEngine engine = Skald.on(journal).open()) {
      new OrderSagaOrchestrator(engine, new OrderSaga(services));
      while (services.counts()[Effect.SHIP.ordinal()] < runs) {
        if (System.nanoTime() - begin > PATIENCE_NANOS) {
          throw new IllegalStateException("The runs do not come to their end");
        }
        Thread.sleep(LOOK_MILLIS);
        mostHeap = Math.max(mostHeap, usedHeap());
      }
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    requireOnce(services, runs);
    return String.format(
        Locale.ROOT,
        "%,d runs went on to their end in %.1f s (%,.0f per second), %d calls at once at the most;"
            + " at the most %d MiB of %d MiB heap were in use, garbage included",
        runs,
        seconds,
        runs / seconds,
        services.most.get(),
        mostHeap >> 20,
        Runtime.getRuntime().maxMemory() >> 20);
  }

  private static long usedHeap() {
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private static void requireOnce(Services services, int runs) {
    long[] expected = Course.HAPPY.effects(runs);
    if (!Arrays.equals(expected, services.counts())) {
      throw new IllegalStateException(
          "The services were called " + Arrays.toString(services.counts()) + " times");
    }
  }
}
