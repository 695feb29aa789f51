package dev.skald.runtime.engine;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Who waits for which run to come to rest. Only runs that somebody waits for cost memory. */
final class Watchers {

  private final Map<RunKey, CompletableFuture<Rest>> waiting = new ConcurrentHashMap<>();

  /**
   * What completes when the run next comes to rest. The caller then looks whether it already is.
   */
  CompletableFuture<Rest> watch(RunKey key) {
    return waiting.computeIfAbsent(key, k -> new CompletableFuture<>());
  }

  void rested(RunKey key, Rest rest) {
    if (waiting.isEmpty()) {
      return;
    }
    CompletableFuture<Rest> future = waiting.remove(key);
    if (future != null) {
      future.complete(rest);
    }
  }

  void failAll(RuntimeException why) {
    for (RunKey key : waiting.keySet()) {
      CompletableFuture<Rest> future = waiting.remove(key);
      if (future != null) {
        future.completeExceptionally(why);
      }
    }
  }
}
