package dev.skald.runtime.memory;

import dev.skald.runtime.spi.JournalProvider;
import dev.skald.runtime.spi.JournalStore;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * A journal in memory that several engines of one process share, each as a node of its own: to test
 * sagas and engines on several nodes, and as the model that journals on real servers are measured
 * by. Nothing outlives the process.
 *
 * <p>Each {@link #open} is a node. One that is closed gives back what it owns; one that is
 * abandoned as a crash would abandon it, or whose lease is not renewed for another reason, loses it
 * when the lease lapses: then the others take over, and what it still tries to write is fenced.
 *
 * <p>Time is what a test says it is. Each operation takes effect at one moment, whole; each node
 * knows of what it owns only what it was last told, as on a real server.
 *
 * <p>Safe for use by any thread.
 */
public final class MemoryCluster implements JournalProvider {

  /** How many shards the runs are spread over. */
  public static final int SHARDS = 64;

  private static final Duration LEASE = Duration.ofSeconds(10);

  private final ClusterData data;

  /** Makes an empty journal with leases of ten seconds, in real time. */
  public MemoryCluster() {
    this(() -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()), LEASE);
  }

  /**
   * Makes an empty journal.
   *
   * @param clock the time by which leases lapse, in milliseconds from anywhere; never goes back
   * @param lease how long a lease lasts; it is renewed five times as often
   * @throws IllegalArgumentException if a lease is shorter than five milliseconds
   */
  public MemoryCluster(LongSupplier clock, Duration lease) {
    if (lease.toMillis() < MemoryNode.RENEWALS) {
      throw new IllegalArgumentException(
          "A lease lasts " + MemoryNode.RENEWALS + " milliseconds or more, not " + lease);
    }
    this.data = new ClusterData(clock, lease.toMillis());
  }

  @Override
  public JournalStore open() {
    return new MemoryNode(data);
  }
}
