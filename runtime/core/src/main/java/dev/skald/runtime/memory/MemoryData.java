package dev.skald.runtime.memory;

import dev.skald.runtime.RunPage;
import dev.skald.runtime.RunQuery;
import dev.skald.runtime.journal.RunHeader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link MemoryJournal} holds, whoever owns it. What concerns one run needs no lock of all:
 * see {@link MemoryRun}. Reading needs none at all.
 */
final class MemoryData {

  /** How many runs that have ended are kept where nobody says. */
  static final int ALL = Integer.MAX_VALUE;

  private static final int LOOKED_AT = 4;

  /** All runs in the order of their creation. */
  final Numbered runs = new Numbered();

  final MemoryLocks locks = new MemoryLocks();

  private final int keep;

  /** Those that have ended, the first to end first; empty if all are kept. */
  private final Queue<MemoryRun> ended = new ConcurrentLinkedQueue<>();

  private final AtomicInteger endedCount = new AtomicInteger();

  private final Map<UUID, MemoryRun> byId = new ConcurrentHashMap<>();

  /** Key by saga: saves an object for each run over a map with both in its key. */
  private final Map<String, Map<String, MemoryRun>> byKey = new ConcurrentHashMap<>();

  /**
   * Makes an empty one.
   *
   * @param keep how many runs that have ended are kept
   */
  MemoryData(int keep) {
    this.keep = keep;
  }

  @Nullable MemoryRun find(UUID id) {
    return byId.get(id);
  }

  @Nullable MemoryRun find(String saga, String key) {
    Map<String, MemoryRun> ofSaga = byKey.get(saga);
    return ofSaga == null ? null : ofSaga.get(key);
  }

  /**
   * Makes a run visible, which has its first records: by itself before it is in lists. False if
   * another one has taken the key meanwhile.
   */
  boolean add(MemoryRun run) {
    RunHeader header = run.header();
    byId.put(header.id(), run);
    if (ofSaga(header.saga()).putIfAbsent(header.key(), run) != null) {
      byId.remove(header.id());
      runs.clear(run.number);
      return false;
    }
    runs.add(run);
    return true;
  }

  private Map<String, MemoryRun> ofSaga(String saga) {
    Map<String, MemoryRun> found = byKey.get(saga);
    return found != null ? found : byKey.computeIfAbsent(saga, s -> new ConcurrentHashMap<>());
  }

  /** A run is not there any more, nor its key taken; called under its monitor. */
  void takeOut(MemoryRun run) {
    RunHeader header = run.header();
    if (byId.remove(header.id(), run)) {
      ofSaga(header.saga()).remove(header.key(), run);
      runs.clear(run.number);
    }
  }

  /** The same, and its places in queues; called under the monitor of this, too. */
  void remove(MemoryRun run) {
    takeOut(run);
    locks.forget(run);
  }

  /** A run has ended: so much the fewer of those that ended before are kept. */
  void ended(MemoryRun run) {
    if (keep == ALL) {
      return;
    }
    ended.add(run);
    // Once there are enough the count is only read, which many threads can do at a time.
    if (endedCount.get() < keep || !forgetOne()) {
      endedCount.incrementAndGet();
    }
  }

  /** The first that may be forgotten; looks at a few, so that no end takes long. */
  private boolean forgetOne() {
    for (int i = 0; i < LOOKED_AT; i++) {
      MemoryRun first = ended.poll();
      if (first == null) {
        return false;
      }
      if (first.inLine) {
        // Somebody is about to ask who stands behind it.
        ended.add(first);
      } else {
        forget(first);
        return true;
      }
    }
    return false;
  }

  private void forget(MemoryRun run) {
    synchronized (run) {
      // A child that is turned back goes on, and ends once more.
      if (run.header().state().isEnd()) {
        takeOut(run);
      }
    }
  }

  RunPage list(RunQuery query) {
    int limit = query.limit();
    List<RunPage.Item> items = new ArrayList<>();
    int last = 0;
    MemoryRun next = runs.before(start(query.cursor()));
    while (next != null) {
      RunHeader run = next.header();
      if (matches(run, query)) {
        if (items.size() == limit) {
          return new RunPage(items, Integer.toString(last));
        }
        items.add(item(run));
        last = next.number;
      }
      next = runs.before(next.number);
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
