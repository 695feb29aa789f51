package dev.skald.runtime.engine;

import dev.skald.runtime.spi.Environment;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Runs whose copy in memory was lost, how often, and when to try again. */
final class Troubles {

  private static final int MAX_OWN_FAULTS = 3;
  private static final long FIRST_DELAY = 100;
  private static final long LONGEST_DELAY = 30_000;

  private final Environment environment;
  private final Map<RunKey, Count> counts = new ConcurrentHashMap<>();

  Troubles(Environment environment) {
    this.environment = environment;
  }

  /**
   * Counts a fault.
   *
   * @param own whether the run itself is the reason, and not the journal, which may come back
   * @return whether it has happened too often
   */
  boolean isTooMuch(RunKey key, boolean own) {
    Count count = counts.merge(key, new Count(1, own ? 1 : 0), Count::plus);
    return count.own >= MAX_OWN_FAULTS;
  }

  /** Does something after a delay that grows with the run's faults. */
  void later(RunKey key, Runnable task) {
    Count count = counts.getOrDefault(key, new Count(1, 0));
    long delay = Math.min(LONGEST_DELAY, FIRST_DELAY << Math.min(count.all - 1, 20));
    environment.schedule(delay, task);
  }

  void over(RunKey key) {
    if (!counts.isEmpty()) {
      counts.remove(key);
    }
  }

  private record Count(int all, int own) {
    Count plus(Count more) {
      return new Count(all + more.all, own + more.own);
    }
  }
}
