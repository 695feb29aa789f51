package dev.skald.runtime.engine;

/**
 * Gives back shard by shard while an engine waits for its last calls, so that other nodes go on
 * with the runs of a shard as soon as its own calls have ended. Used by the thread that closes.
 */
final class Leaving {

  private static final long LOOK_EVERY_NANOS = 20_000_000;

  private final Nodes nodes;
  private final long renewEvery;
  private long looked;
  private long renewed;

  Leaving(Nodes nodes) {
    this.nodes = nodes;
    this.renewEvery = nodes.renewEvery().toNanos();
    this.looked = System.nanoTime() - LOOK_EVERY_NANOS;
    this.renewed = System.nanoTime() - renewEvery;
    nodes.leave();
  }

  void goOn() {
    long now = System.nanoTime();
    if (now - looked >= LOOK_EVERY_NANOS) {
      boolean renew = now - renewed >= renewEvery;
      looked = now;
      renewed = renew ? now : renewed;
      nodes.goOnLeaving(renew);
    }
  }
}
