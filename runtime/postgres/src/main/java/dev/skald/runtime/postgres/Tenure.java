package dev.skald.runtime.postgres;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What this node knows to hold. Safe for use by any thread; reading waits for nothing. What is here
 * may be out of date: what is true is what the database says when something is written.
 */
final class Tenure {

  private volatile Held held = new Held(UUID.randomUUID(), Map.of());

  /** The turns that the connection which writes has taken last. */
  private Map<Integer, Hold> turns = Map.of();

  /** The epochs that were refused last. */
  private final Map<Integer, Long> refused = new HashMap<>();

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

  /** The lease's answer to what is held; the turn may have been raised meanwhile. */
  synchronized void holds(UUID node, Map<Integer, Hold> now) {
    if (!node.equals(held.node)) {
      return; // of a lease that is over
    }
    Map<Integer, Hold> next = new HashMap<>();
    now.forEach(
        (shard, hold) -> {
          if (!isRefused(shard, hold)) {
            next.put(shard, hold.or(held.holds.get(shard)).or(turns.get(shard)));
          }
        });
    held = new Held(node, Map.copyOf(next));
  }

  /** Shards that have been given back are held no more. */
  synchronized void released(UUID node, Set<Integer> shards) {
    if (node.equals(held.node)) {
      Map<Integer, Hold> left = new HashMap<>(held.holds);
      left.keySet().removeAll(shards);
      held = new Held(node, Map.copyOf(left));
    }
  }

  /**
   * The turns that a new connection has taken. The lease may have taken shards since that was asked
   * for, or given some back: so the answer brings none, and takes away only what was held before.
   *
   * @param before what was held when it was asked for
   */
  synchronized void turned(UUID node, Map<Integer, Hold> before, Map<Integer, Hold> now) {
    if (!node.equals(held.node)) {
      return;
    }
    turns = Map.copyOf(now);
    Map<Integer, Hold> next = new HashMap<>();
    held.holds.forEach(
        (shard, hold) -> {
          Hold turn = now.get(shard);
          if (hold.hasEpochOf(turn) || !hold.hasEpochOf(before.get(shard))) {
            next.put(shard, hold.or(turn));
          }
        });
    held = new Held(node, Map.copyOf(next));
  }

  /**
   * The database has refused what was written to a shard with this epoch. Whoever was told so has
   * let go of the shard's runs: so the epoch does not come back, even if only the turn was another.
   */
  synchronized void lost(int shard, Hold hold) {
    if (hold.equals(held.holds.get(shard))) {
      refused.put(shard, hold.epoch);
      Map<Integer, Hold> next = new HashMap<>(held.holds);
      next.remove(shard);
      held = new Held(held.node, Map.copyOf(next));
    }
  }

  /** Of the shards that the database says are owned, those that are to be taken anew. */
  synchronized Set<Integer> refused(Map<Integer, Hold> owned) {
    Set<Integer> found = new HashSet<>();
    owned.forEach(
        (shard, hold) -> {
          if (isRefused(shard, hold)) {
            found.add(shard);
          }
        });
    return found;
  }

  private boolean isRefused(int shard, Hold hold) {
    return hold.epoch <= refused.getOrDefault(shard, 0L);
  }

  /** Begins again, as a new node that holds nothing. */
  synchronized UUID begin() {
    known = false;
    turns = Map.of();
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

    private Hold or(@Nullable Hold other) {
      return other != null && hasEpochOf(other) && other.turn > turn ? other : this;
    }

    private boolean hasEpochOf(@Nullable Hold other) {
      return other != null && other.epoch == epoch;
    }
  }
}
