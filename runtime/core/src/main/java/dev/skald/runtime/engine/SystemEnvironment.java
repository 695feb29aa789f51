package dev.skald.runtime.engine;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import dev.skald.runtime.spi.Environment;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The real world. */
final class SystemEnvironment implements Environment {

  /** Run ids must be unique, not secret: a secure generator would cost more than the journal. */
  private final NoArgGenerator ids = Generators.timeBasedEpochGenerator(new Random());

  private final Workers workers;
  private final TimerWheel timers = new TimerWheel("skald-timer");

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
    return ids.generate();
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
    // As join() waits, but for what it throws: how it ended is the caller's affair.
    awaited.handle((value, failure) -> true).join();
  }

  @Override
  public boolean await(CompletableFuture<?> awaited, long nanos) throws InterruptedException {
    try {
      awaited.get(nanos, TimeUnit.NANOSECONDS);
      return true;
    } catch (ExecutionException e) {
      return true;
    } catch (TimeoutException e) {
      return false;
    }
  }

  @Override
  public void close() {
    timers.close();
    workers.close();
  }
}
