package dev.skald.runtime.memory;

import dev.skald.runtime.journal.RunHeader;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Predicate;

/**
 * Wake-ups, earliest first; runs that want none are not in it. Changed under the lock of {@link
 * MemoryData}, read without.
 */
final class MemoryWakes {

  private final NavigableSet<Wake> wakes = new ConcurrentSkipListSet<>();

  void add(MemoryRun run) {
    if (run.header().wakeAt() != RunHeader.NEVER) {
      wakes.add(new Wake(run.header().wakeAt(), run));
    }
  }

  /** Before the run's wake-up is changed. */
  void remove(MemoryRun run) {
    if (run.header().wakeAt() != RunHeader.NEVER) {
      wakes.remove(new Wake(run.header().wakeAt(), run));
    }
  }

  void clear() {
    wakes.clear();
  }

  List<RunHeader> due(long upTo, int limit, Predicate<RunHeader> wanted) {
    List<RunHeader> due = new ArrayList<>();
    for (Wake wake : wakes) {
      if (wake.at > upTo || due.size() == limit) {
        break;
      }
      RunHeader header = wake.run.header();
      // A commit may have changed the wake-up meanwhile; then it stands elsewhere in the set.
      if (header.wakeAt() == wake.at && wanted.test(header)) {
        due.add(header);
      }
    }
    return due;
  }

  private record Wake(long at, MemoryRun run) implements Comparable<Wake> {
    @Override
    public int compareTo(Wake other) {
      int order = Long.compare(at, other.at);
      return order != 0 ? order : Integer.compare(run.number, other.run.number);
    }
  }
}
