package dev.skald.runtime.engine;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Who waits for which run to come to rest. Only runs that somebody waits for cost memory. */
final class Watchers {

  private final Map<RunKey, Watch> waiting = new ConcurrentHashMap<>();

  /**
   * What completes when the run next comes to rest. The caller then looks whether it already is.
   */
  CompletableFuture<Rest> watch(RunKey key) {
    return waiting.compute(key, (k, watch) -> (watch == null ? new Watch() : watch).joined()).rest;
  }

  /** One who watched does so no more. */
  void leave(RunKey key, CompletableFuture<Rest> left) {
    waiting.computeIfPresent(key, (k, watch) -> watch.rest == left ? watch.left() : watch);
  }

  /** The runs that somebody waits for, at about this moment. */
  Set<RunKey> keys() {
    return waiting.keySet();
  }

  /** How many runs somebody waits for. */
  int size() {
    return waiting.size();
  }

  /** Tells those who wait. Not if the map seems empty: its size may lag behind what is in it. */
  void rested(RunKey key, Rest rest) {
    Watch watch = waiting.remove(key);
    if (watch != null) {
      watch.rest.complete(rest);
    }
  }

  void failAll(RuntimeException why) {
    for (RunKey key : waiting.keySet()) {
      Watch watch = waiting.remove(key);
      if (watch != null) {
        watch.rest.completeExceptionally(why);
      }
    }
  }

  /** Those who wait for one run; counted under the lock of their entry in the map. */
  private static final class Watch {
    private final CompletableFuture<Rest> rest = new CompletableFuture<>();
    private int waiters;

    Watch joined() {
      waiters++;
      return this;
    }

    @Nullable Watch left() {
      return --waiters == 0 ? null : this;
    }
  }
}
