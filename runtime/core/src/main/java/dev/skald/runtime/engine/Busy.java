package dev.skald.runtime.engine;

import dev.skald.runtime.RunState;
import java.util.HashSet;
import java.util.Set;

/** Runs that were taken up from the journal, as long as they are in memory. Used by one thread. */
final class Busy {

  private final Set<Run> runs = new HashSet<>();

  void add(Run run) {
    runs.add(run);
  }

  /** How many there are, but for those that only wait, for a child or a lock. */
  int count() {
    runs.removeIf(Run::isGone);
    int busy = 0;
    for (Run run : runs) {
      busy += run.status() == RunState.WAITING ? 0 : 1;
    }
    return busy;
  }
}
