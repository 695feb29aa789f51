package dev.skald.runtime.engine;

import dev.skald.runtime.spi.Environment;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Waits for the last calls of an engine that closes. On a journal that nodes share it meanwhile
 * gives back shard by shard, so that others go on with the runs of a shard as soon as its own calls
 * have ended. Used by the thread that closes.
 */
final class Leaving {

  private static final long LOOK_EVERY_MILLIS = 20;

  private final Environment environment;
  private final @Nullable Nodes nodes;
  private final long looksPerRenewal;

  /**
   * Makes one.
   *
   * @param nodes {@code null} for an engine that has its journal to itself
   */
  Leaving(Environment environment, @Nullable Nodes nodes) {
    this.environment = environment;
    this.nodes = nodes;
    this.looksPerRenewal =
        nodes == null ? 1 : Math.max(1, nodes.renewEvery().toMillis() / LOOK_EVERY_MILLIS);
  }

  /** Waits in the time of the engine's world, whatever interrupts come, which are left behind. */
  void until(CompletableFuture<Void> over, Duration grace) {
    boolean interrupted = Thread.interrupted();
    if (nodes != null) {
      nodes.leave();
    }
    long looks = Times.millis(grace) / LOOK_EVERY_MILLIS;
    for (long look = 0; look < looks && !over.isDone(); look++) {
      if (nodes != null) {
        nodes.goOnLeaving(look % looksPerRenewal == 0);
      }
      try {
        environment.await(over, TimeUnit.MILLISECONDS.toNanos(LOOK_EVERY_MILLIS));
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
