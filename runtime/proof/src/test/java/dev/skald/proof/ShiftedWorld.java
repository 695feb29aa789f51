package dev.skald.proof;

import dev.skald.runtime.spi.Environment;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The real world, but for the time of day: all that an engine knows of it comes from here.
 *
 * @param world the real one
 * @param shiftMillis how far this clock is ahead of it; may change at any time
 */
record ShiftedWorld(Environment world, AtomicLong shiftMillis) implements Environment {

  @Override
  public long now() {
    return world.now() + shiftMillis.get();
  }

  @Override
  public double random() {
    return world.random();
  }

  @Override
  public UUID newRunId() {
    return world.newRunId();
  }

  @Override
  public void execute(Runnable task) {
    world.execute(task);
  }

  @Override
  public Timer schedule(long delayMillis, Runnable task) {
    return world.schedule(delayMillis, task);
  }

  @Override
  public Helper helper(String name, Runnable work) {
    return world.helper(name, work);
  }

  @Override
  public void await(CompletableFuture<?> awaited) {
    world.await(awaited);
  }

  @Override
  public boolean await(CompletableFuture<?> awaited, long nanos) throws InterruptedException {
    return world.await(awaited, nanos);
  }

  @Override
  public void close() {
    world.close();
  }
}
