package dev.skald.runtime.memory;

import dev.skald.runtime.journal.RunHeader;
import dev.skald.runtime.spi.LockKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who waits for which lock, in the order of asking. A run that has ended stands in no queue: its
 * places are cleared when somebody looks. Used under the lock of {@link MemoryData}.
 */
final class MemoryLocks {

  private final Map<LockKey, Set<MemoryRun>> queues = new HashMap<>();
  private final Map<MemoryRun, List<LockKey>> asked = new HashMap<>();

  /** The locks of which runs were told last that others stand before them. */
  private final Map<MemoryRun, Set<LockKey>> waiting = new LinkedHashMap<>();

  /** Takes a place in each queue; true if the run stands first in all. */
  boolean ask(MemoryRun run, List<LockKey> keys) {
    boolean first = true;
    for (LockKey key : keys) {
      Set<MemoryRun> queue = queues.computeIfAbsent(key, k -> new LinkedHashSet<>());
      if (queue.add(run)) {
        asked.computeIfAbsent(run, r -> new ArrayList<>()).add(key);
        run.inLine = true;
      }
      first &= first(queue) == run;
    }
    Set<LockKey> waitsFor = waiting.computeIfAbsent(run, r -> new HashSet<>());
    if (first) {
      // It may wait for others, which another step has asked for.
      keys.forEach(waitsFor::remove);
    } else {
      waitsFor.addAll(keys);
    }
    if (waitsFor.isEmpty()) {
      waiting.remove(run);
    }
    return first;
  }

  /** Runs that wait, and hold all they ever asked for if they ask again. */
  List<MemoryRun> firstInLine() {
    List<MemoryRun> next = new ArrayList<>();
    for (MemoryRun run : waiting.keySet()) {
      boolean first = !run.header().state().isEnd();
      for (LockKey key : asked.getOrDefault(run, List.of())) {
        first &= first(queues.getOrDefault(key, Set.of())) == run;
      }
      if (first) {
        next.add(run);
      }
    }
    return next;
  }

  private static @Nullable MemoryRun first(Set<MemoryRun> queue) {
    Iterator<MemoryRun> runs = queue.iterator();
    while (runs.hasNext()) {
      MemoryRun run = runs.next();
      if (!run.header().state().isEnd()) {
        return run;
      }
      runs.remove();
    }
    return null;
  }

  /** The runs that stand first in the queues of one that has ended. */
  List<RunHeader> nextInLine(MemoryRun run) {
    Set<RunHeader> next = new LinkedHashSet<>();
    for (LockKey key : asked.getOrDefault(run, List.of())) {
      Set<MemoryRun> queue = queues.get(key);
      MemoryRun first = queue == null ? null : first(queue);
      if (first == null) {
        queues.remove(key);
      } else {
        next.add(first.header());
      }
    }
    if (run.header().state().isEnd()) {
      asked.remove(run);
      waiting.remove(run);
      run.inLine = false;
    }
    return new ArrayList<>(next);
  }

  /** A run that has ended is removed. */
  void forget(MemoryRun run) {
    for (LockKey key : asked.getOrDefault(run, List.of())) {
      Set<MemoryRun> queue = queues.get(key);
      // There is none any more if somebody has looked who is next, and nobody was.
      if (queue != null && queue.remove(run) && queue.isEmpty()) {
        queues.remove(key);
      }
    }
    asked.remove(run);
    waiting.remove(run);
    run.inLine = false;
  }
}
