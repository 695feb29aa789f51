package dev.skald.runtime.engine;

import dev.skald.runtime.journal.RunHeader;
import dev.skald.runtime.spi.JournalCluster;
import dev.skald.runtime.spi.JournalStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/**
 * Looks in the journal how runs get on that somebody here waits for and another node owns. Many at
 * once, and each less often the longer it takes. Used by one thread at a time.
 */
final class Elsewhere {

  /** In ticks of {@link Rounds}: two seconds. */
  private static final long LONGEST_DELAY = 8;

  /** So often a run is looked at whenever there is a look: most are over after a few steps. */
  private static final int YOUNG = 12;

  private static final int PAGE = 500;

  private final JournalStore store;
  private final JournalCluster cluster;
  private final Predicate<RunKey> isHere;
  private final Rests rests;
  private final BiConsumer<RunKey, Rest> rested;
  private final Map<RunKey, Watched> watched = new HashMap<>();
  private boolean more;

  /**
   * Makes one.
   *
   * @param isHere whether a copy of the run is in memory, which tells by itself
   * @param rested told of each run that has come to rest, on the thread that looks
   */
  Elsewhere(
      JournalStore store,
      JournalCluster cluster,
      Predicate<RunKey> isHere,
      Rests rests,
      BiConsumer<RunKey, Rest> rested) {
    this.store = store;
    this.cluster = cluster;
    this.isHere = isHere;
    this.rests = rests;
    this.rested = rested;
  }

  /**
   * Looks at the runs that somebody waits for.
   *
   * @param tick counts the times for a look
   * @return whether one of them is so young that it is likely to be over soon
   */
  boolean look(Set<RunKey> wanted, long tick) {
    if (wanted.isEmpty() && watched.isEmpty()) {
      return false;
    }
    watched.keySet().retainAll(wanted);
    more = false;
    Map<UUID, Watched> due = new HashMap<>();
    for (RunKey key : wanted) {
      Watched run = watched.get(key);
      if (run == null && !isHere.test(key)) {
        store.find(key.saga(), key.key()).ifPresent(header -> found(key, header, tick));
      } else if (run != null && isDue(run, tick)) {
        due.put(run.header.id(), run);
      }
    }
    List<UUID> ids = new ArrayList<>(due.keySet());
    for (int from = 0; from < ids.size(); from += PAGE) {
      List<UUID> some = ids.subList(from, Math.min(ids.size(), from + PAGE));
      for (RunHeader header : cluster.headers(some)) {
        looked(due.get(header.id()), header, tick);
      }
    }
    return more;
  }

  private void found(RunKey key, RunHeader header, long tick) {
    Watched run = new Watched(key, header);
    watched.put(key, run);
    looked(run, header, tick);
  }

  /** A run that is owned here tells by itself. */
  private boolean isDue(Watched run, long tick) {
    return tick >= run.next && !isHere.test(run.key) && !store.owns(run.header);
  }

  private void looked(Watched run, RunHeader header, long tick) {
    run.header = header;
    run.looks++;
    if (run.looks < YOUNG) {
      more = true;
    } else {
      run.next = tick + run.delay;
      run.delay = Math.min(LONGEST_DELAY, run.delay * 2);
    }
    Rest rest = isHere.test(run.key) ? null : rests.of(header);
    if (rest != null) {
      watched.remove(run.key);
      rested.accept(run.key, rest);
    }
  }

  private static final class Watched {
    private final RunKey key;
    private RunHeader header;
    private int looks;
    private long delay = 1;
    private long next;

    Watched(RunKey key, RunHeader header) {
      this.key = key;
      this.header = header;
    }
  }
}
