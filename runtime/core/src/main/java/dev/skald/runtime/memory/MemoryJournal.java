package dev.skald.runtime.memory;

import dev.skald.runtime.spi.JournalProvider;
import dev.skald.runtime.spi.JournalStore;
import org.jspecify.annotations.Nullable;

/**
 * A journal in memory. Nothing outlives the process: "durable" means that it is in this object,
 * which keeps every run until it is collected itself, or {@linkplain #keepingEnded as many as you
 * say}.
 *
 * <p>The data belong to the journal and not to the store it opens. A test can therefore abandon an
 * engine as a crash would, and open the same journal again: the new store is a new owner with a
 * higher epoch, and whatever the former one still tries to write is fenced.
 *
 * <p>Safe for use by any thread. Reading takes no lock, and runs do not wait for each other.
 */
public final class MemoryJournal implements JournalProvider {

  private final MemoryData data;
  private long epoch;
  private @Nullable MemoryStore owner;

  /** Makes an empty journal that keeps every run. */
  public MemoryJournal() {
    this(MemoryData.ALL);
  }

  private MemoryJournal(int keep) {
    this.data = new MemoryData(keep);
  }

  /**
   * Makes an empty journal for a process that runs for long: of the runs that have ended it keeps
   * some and forgets the others, the first to end first. Runs that have not ended are all kept.
   *
   * <p>A run that is forgotten is as if it had never been. Its key is free: a start with it makes a
   * new run, so starts are idempotent for as long only as a run is kept. Nobody finds it any more,
   * or learns by a new handle how it ended. If it was the child of a run that turns back later, it
   * cannot be turned back any more, and the parent's undo fails again and again: keep more than can
   * end in the lifetime of a parent.
   *
   * @param runs how many runs that have ended are kept, 1 or more
   * @return the journal
   * @throws IllegalArgumentException if fewer than one is to be kept
   */
  public static MemoryJournal keepingEnded(int runs) {
    if (runs < 1) {
      throw new IllegalArgumentException("A journal keeps 1 ended run or more, not " + runs);
    }
    return new MemoryJournal(runs);
  }

  @Override
  public JournalStore open() {
    synchronized (data) {
      if (owner != null) {
        owner.fence();
      }
      owner = new MemoryStore(data, ++epoch);
      return owner;
    }
  }
}
