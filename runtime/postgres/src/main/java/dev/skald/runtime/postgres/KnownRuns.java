package dev.skald.runtime.postgres;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where the journals of runs in use end, so that an append need not look. What is here is true as
 * long as the run's shard is held with the epoch it names, for nobody else writes to it then. Holds
 * a bounded number of runs, those used last: a run that waits costs no memory.
 */
final class KnownRuns {

  /** About 6 MB when full; more than a batch has parts. */
  private static final int CAPACITY = 32_768;

  private final Map<UUID, Known> runs =
      new LinkedHashMap<>(1024, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Known> eldest) {
          return size() > CAPACITY;
        }
      };

  @Nullable Known get(UUID id) {
    return runs.get(id);
  }

  void put(UUID id, Known run) {
    runs.put(id, run);
  }

  void remove(UUID id) {
    runs.remove(id);
  }

  void clear() {
    runs.clear();
  }

  /**
   * One run.
   *
   * @param shard its shard
   * @param saga its saga
   * @param epoch the epoch its header carries
   * @param next the sequence number its next record must have
   * @param locks whether it has, or may have, places in the queues of locks
   */
  record Known(int shard, String saga, long epoch, int next, boolean locks) {

    Known next(int following) {
      return new Known(shard, saga, epoch, following, locks);
    }

    Known withLocks() {
      return new Known(shard, saga, epoch, next, true);
    }
  }
}
