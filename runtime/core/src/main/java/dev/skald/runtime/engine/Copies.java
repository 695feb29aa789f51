package dev.skald.runtime.engine;

import dev.skald.runtime.spi.WriteResult;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The copies of runs in memory, one of each at the most. A copy that is made from the journal
 * enters only if no other one has come and gone since the reading began: that one may have written
 * what this one does not know.
 */
final class Copies {

  /** A power of two. Keys that share a slot cost each other a second reading, now and then. */
  private static final int SLOTS = 1 << 10;

  private final Map<RunKey, Run> live = new ConcurrentHashMap<>();

  /** Starts that are not answered yet, by the run's identity; it may be durable already. */
  private final Map<UUID, CompletableFuture<WriteResult>> starting = new ConcurrentHashMap<>();

  /** How many copies have gone. */
  private final AtomicIntegerArray gone = new AtomicIntegerArray(SLOTS);

  @Nullable Run get(RunKey key) {
    return live.get(key);
  }

  /** All of them at about this moment. */
  Collection<Run> all() {
    return live.values();
  }

  int count() {
    return live.size();
  }

  boolean isEmpty() {
    return live.isEmpty();
  }

  /** A start has a copy, which enters when it is durable. */
  void starting(Run run, CompletableFuture<WriteResult> created) {
    starting.put(run.id(), created);
    created.whenComplete((result, failure) -> starting.remove(run.id()));
  }

  /** The start of the run that has a copy of it, about to make the first calls. */
  @Nullable CompletableFuture<WriteResult> start(UUID run) {
    CompletableFuture<WriteResult> created = starting.get(run);
    // Whoever waits for the answer may go on before it is taken out here.
    return created == null || created.isDone() ? null : created;
  }

  /** Enters the copy that a start has made. */
  void born(Run run) {
    live.put(run.key(), run);
  }

  /** To be asked for before the journal is read. */
  int mark(RunKey key) {
    return gone.get(slot(key));
  }

  /**
   * Enters a copy that was made from the journal, unless there is one already.
   *
   * @param mark what {@link #mark} said before the journal was read
   * @return the copy that is used, or {@code null} if what was read may be old by now
   */
  @Nullable Run enter(RunKey key, int mark, Supplier<Run> made) {
    return live.computeIfAbsent(key, k -> mark == mark(key) ? made.get() : null);
  }

  /** Whether there is no copy, and none has gone since {@link #mark} said this. */
  boolean isFree(RunKey key, int mark) {
    return !live.containsKey(key) && mark == mark(key);
  }

  /** A copy is not used any more. */
  void remove(Run run) {
    live.computeIfPresent(
        run.key(),
        (key, there) -> {
          if (there != run) {
            return there;
          }
          gone.incrementAndGet(slot(key));
          return null;
        });
  }

  private static int slot(RunKey key) {
    int hash = key.hashCode();
    return (hash ^ (hash >>> 16)) & (SLOTS - 1);
  }
}
