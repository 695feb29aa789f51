package dev.skald.runtime.postgres;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What this node knows to hold. Safe for use by any thread; reading waits for nothing. What is here
 * may be out of date: what is true is what the database says when something is written.
 */
final class Tenure {

  private volatile Held held = new Held(UUID.randomUUID(), Map.of());
  private volatile boolean known;
  private volatile long validUntil;

  /** This node's identity: a new one with each lease. */
  UUID node() {
    return held.node;
  }

  Map<Integer, Hold> holds() {
    return held.holds;
  }

  @Nullable Hold of(int shard) {
    return held.holds.get(shard);
  }

  /** The epoch a shard is held with, 0 if it is not. */
  long epoch(int shard) {
    Hold hold = held.holds.get(shard);
    return hold == null ? 0 : hold.epoch;
  }

  /** The database's answer to what is held; the turn may have been raised meanwhile. */
  synchronized void holds(UUID node, Map<Integer, Hold> now) {
    if (!node.equals(held.node)) {
      return; // of a lease that is over
    }
    Map<Integer, Hold> next = new HashMap<>(now);
    held.holds.forEach((shard, old) -> next.computeIfPresent(shard, (s, hold) -> hold.or(old)));
    held = new Held(node, Map.copyOf(next));
  }

  /** The database has refused what was written to a shard with this epoch. */
  synchronized void lost(int shard, Hold hold) {
    if (hold.equals(held.holds.get(shard))) {
      Map<Integer, Hold> next = new HashMap<>(held.holds);
      next.remove(shard);
      held = new Held(held.node, Map.copyOf(next));
    }
  }

  /** Begins again, as a new node that holds nothing. */
  synchronized UUID begin() {
    known = false;
    held = new Held(UUID.randomUUID(), Map.of());
    return held.node;
  }

  /** The lease lasts until then at least, by the clock that never jumps. */
  void validUntil(long nanos) {
    validUntil = nanos;
    known = true;
  }

  boolean isValid(long now) {
    return known && now - validUntil < 0;
  }

  /** No lease is known to be valid any more. */
  void lapse() {
    known = false;
  }

  private record Held(UUID node, Map<Integer, Hold> holds) {}

  /**
   * How a shard is held.
   *
   * @param epoch the fencing token
   * @param turn grows with each connection that writes: what a former one may still have under way
   *     is refused
   */
  record Hold(long epoch, long turn) {

    private Hold or(Hold other) {
      return other.epoch == epoch && other.turn > turn ? other : this;
    }
  }
}
