package dev.skald.runtime.engine;

import dev.skald.runtime.spi.Environment;
import java.util.concurrent.CompletableFuture;

/**
 * Gives back shard by shard while an engine waits for its last calls, so that other nodes go on
 * with the runs of a shard as soon as its own calls have ended. Used by the thread that closes.
 */
final class Leaving {

  private static final long LOOK_EVERY_MILLIS = 20;

  private final Environment environment;
  private final Nodes nodes;
  private final long looksPerRenewal;

  Leaving(Environment environment, Nodes nodes) {
    this.environment = environment;
    this.nodes = nodes;
    this.looksPerRenewal = Math.max(1, nodes.renewEvery().toMillis() / LOOK_EVERY_MILLIS);
  }

  /** Goes on until something is over. */
  void until(CompletableFuture<Void> over) {
    nodes.leave();
    for (long looks = 0; !over.isDone(); looks++) {
      nodes.goOnLeaving(looks % looksPerRenewal == 0);
      awaitNextLook(over);
    }
  }

  private void awaitNextLook(CompletableFuture<Void> over) {
    CompletableFuture<Void> next = new CompletableFuture<>();
    Environment.Timer timer = environment.schedule(LOOK_EVERY_MILLIS, () -> next.complete(null));
    environment.await(CompletableFuture.anyOf(over, next));
    timer.cancel();
  }
}
