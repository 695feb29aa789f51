package dev.skald.runtime.memory;

import dev.skald.runtime.RunPage;
import dev.skald.runtime.RunQuery;
import dev.skald.runtime.journal.RunHeader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link MemoryJournal} holds, whoever owns it. Whoever changes it holds its monitor;
 * reading needs no lock.
 */
final class MemoryData {

  /** All runs in the order of their creation: a run's number is its index. Purged ones are gone. */
  final Appended<MemoryRun> runs = new Appended<>();

  final MemoryLocks locks = new MemoryLocks();

  private final Map<UUID, MemoryRun> byId = new ConcurrentHashMap<>();

  /** Key by saga: saves an object for each run over a map with both in its key. */
  private final Map<String, Map<String, MemoryRun>> byKey = new ConcurrentHashMap<>();

  @Nullable MemoryRun find(UUID id) {
    return byId.get(id);
  }

  @Nullable MemoryRun find(String saga, String key) {
    Map<String, MemoryRun> ofSaga = byKey.get(saga);
    return ofSaga == null ? null : ofSaga.get(key);
  }

  /** Makes a run visible, which has its first records: by itself before it is in lists. */
  void add(MemoryRun run) {
    RunHeader header = run.header();
    byId.put(header.id(), run);
    byKey.computeIfAbsent(header.saga(), saga -> new ConcurrentHashMap<>()).put(header.key(), run);
    runs.add(run);
  }

  /** Lets go of a run and of all that is kept of it here. */
  void remove(MemoryRun run) {
    RunHeader header = run.header();
    runs.clear(run.number);
    byId.remove(header.id());
    Map<String, MemoryRun> ofSaga = byKey.get(header.saga());
    if (ofSaga != null) {
      ofSaga.remove(header.key());
    }
    locks.forget(run);
  }

  RunPage list(RunQuery query) {
    int limit = query.limit();
    List<RunPage.Item> items = new ArrayList<>();
    int last = 0;
    for (int at = start(query.cursor()) - 1; at >= 0; at--) {
      MemoryRun found = runs.find(at);
      if (found == null || !matches(found.header(), query)) {
        continue;
      }
      RunHeader run = found.header();
      if (items.size() == limit) {
        return new RunPage(items, Integer.toString(last));
      }
      items.add(item(run));
      last = at;
    }
    return new RunPage(items, null);
  }

  private int start(@Nullable String cursor) {
    int size = runs.size();
    if (cursor == null) {
      return size;
    }
    try {
      int number = Integer.parseInt(cursor);
      if (number >= 0 && number < size) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw badCursor(cursor, e);
    }
    throw badCursor(cursor, null);
  }

  private static IllegalArgumentException badCursor(String cursor, @Nullable Throwable cause) {
    return new IllegalArgumentException(
        "\"" + cursor + "\" is not a cursor of this journal: pass what RunPage.next() gave", cause);
  }

  private static boolean matches(RunHeader run, RunQuery query) {
    return (query.saga() == null || query.saga().equals(run.saga()))
        && (query.state() == null || query.state() == run.state());
  }

  private static RunPage.Item item(RunHeader run) {
    Instant startedAt = Instant.ofEpochMilli(run.startedAt());
    return new RunPage.Item(run.saga(), run.key(), run.version(), run.state(), startedAt);
  }
}
