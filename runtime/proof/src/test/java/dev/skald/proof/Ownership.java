package dev.skald.proof;

import dev.skald.runtime.journal.RunHeader;
import dev.skald.runtime.spi.JournalStore;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a worker owns. Each epoch is told before anything can be called with it: whoever is killed
 * has said which epochs were its own. Safe for use by any thread.
 */
final class Ownership {

  private static final int KEYS = 10_000;

  private final PrintStream out;
  private final Set<Owned> told = new HashSet<>();
  private JournalStore store;

  Ownership(PrintStream out) {
    this.out = out;
  }

  /** A store is open; one that has its journal to itself owns everything. */
  synchronized void opened(JournalStore opened, long since) {
    store = opened;
    if (opened.cluster().isEmpty()) {
      tell(Map.of(0, opened.epochFor("", "")), since);
    }
    notifyAll();
  }

  /**
   * Tells what is not told yet of what is held now, and was not before some moment, in
   * milliseconds.
   */
  synchronized void tell(Map<Integer, Long> epochs, long since) {
    List<Owned> fresh = new ArrayList<>();
    epochs.forEach((shard, epoch) -> fresh.add(new Owned(shard, epoch)));
    fresh.removeAll(told);
    if (!fresh.isEmpty()) {
      told.addAll(fresh);
      String shards =
          fresh.stream().map(o -> o.shard() + ":" + o.epoch()).collect(Collectors.joining(","));
      out.println("owns " + shards + " " + since + " " + System.currentTimeMillis());
    }
    notifyAll();
  }

  /** The same for the shards of some runs; those of others are passed over. */
  synchronized void tell(Iterable<RunHeader> runs, long since) {
    store
        .cluster()
        .ifPresent(
            all ->
                runs.forEach(
                    run -> {
                      if (run.epoch() > 0) {
                        tell(Map.of(all.shardOf(run.saga(), run.key()), run.epoch()), since);
                      }
                    }));
  }

  /** A key with this beginning whose run would be this worker's; waits until there is one. */
  synchronized String key(String saga, String beginning) throws InterruptedException {
    while (true) {
      for (int i = 0; store != null && i < KEYS; i++) {
        if (store.epochFor(saga, beginning + i) > 0) {
          return beginning + i;
        }
      }
      wait();
    }
  }
}
