package dev.skald.runtime.sqlite;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where the journals of runs in use end, so that an append need not look. Only runs of the own
 * epoch; nobody else writes to the file, so what is here is true until a transaction fails. Holds a
 * bounded number of runs, those used last: a run that waits costs no memory.
 */
final class KnownRuns {

  /** About 4 MB when full; more than a batch has parts. */
  private static final int CAPACITY = 32_768;

  /** Stands for every run of another epoch: a claim may change that, so it is never put in. */
  static final Known FOREIGN = new Known(0, 0);

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

  /** One run: its number in the file, and the sequence number its next record must have. */
  static final class Known {

    final long number;
    int next;

    Known(long number, int next) {
      this.number = number;
      this.next = next;
    }
  }
}
