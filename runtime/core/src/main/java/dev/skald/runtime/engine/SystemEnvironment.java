package dev.skald.runtime.engine;

import dev.skald.runtime.spi.Environment;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** The real world. */
final class SystemEnvironment implements Environment {

  private final RunIds ids = new RunIds();

  private final Workers workers;
  private final TimerWheel timers = new TimerWheel("skald-timer");

  /** How many callers wait for a run. */
  private final AtomicInteger waiting = new AtomicInteger();

  private final Spinning spinning = new Spinning();

  SystemEnvironment(int stepThreads) {
    workers = new Workers(stepThreads);
  }

  @Override
  public long now() {
    return System.currentTimeMillis();
  }

  @Override
  public double random() {
    return ThreadLocalRandom.current().nextDouble();
  }

  @Override
  public UUID newRunId() {
    return ids.next(now());
  }

  @Override
  public void execute(Runnable task) {
    workers.execute(task);
  }

  @Override
  public Timer schedule(long delayMillis, Runnable task) {
    return timers.schedule(delayMillis, task);
  }

  @Override
  public Helper helper(String name, Runnable work) {
    return new HelperThread(name, work);
  }

  @Override
  public void await(CompletableFuture<?> awaited) {
    if (!awaited.isDone()) {
      // As join() waits, but for what it throws: how it ended is the caller's affair.
      awaited.handle((value, failure) -> true).join();
    }
  }

  @Override
  public boolean await(CompletableFuture<?> awaited, long nanos) throws InterruptedException {
    if (awaited.isDone()) {
      return true;
    }
    // Only while nobody else waits: many that spin take the processors from those they wait for.
    boolean alone = waiting.incrementAndGet() == 1;
    try {
      if (alone && nanos > 0 && isOverInAMoment(awaited)) {
        return true;
      }
      awaited.get(nanos, TimeUnit.NANOSECONDS);
      return true;
    } catch (ExecutionException e) {
      return true;
    } catch (TimeoutException e) {
      return false;
    } finally {
      waiting.decrementAndGet();
    }
  }

  private boolean isOverInAMoment(CompletableFuture<?> awaited) {
    return !Threads.isVirtual(Thread.currentThread())
        && spinning.until(() -> awaited.isDone() ? awaited : null) != null;
  }

  @Override
  public void close() {
    timers.close();
    workers.close();
  }
}
