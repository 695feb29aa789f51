package dev.skald.runtime.memory;

import dev.skald.runtime.spi.JournalProvider;
import dev.skald.runtime.spi.JournalStore;
import org.jspecify.annotations.Nullable;

/**
 * A journal in memory. Nothing outlives the process: "durable" means that it is in this object,
 * which keeps every run until it is collected itself.
 *
 * <p>The data belong to the journal and not to the store it opens. A test can therefore abandon an
 * engine as a crash would, and open the same journal again: the new store is a new owner with a
 * higher epoch, and whatever the former one still tries to write is fenced.
 *
 * <p>Safe for use by any thread. Reading takes no lock.
 */
public final class MemoryJournal implements JournalProvider {

  private final MemoryData data = new MemoryData();
  private long epoch;
  private @Nullable MemoryStore owner;

  /** Makes an empty journal. */
  public MemoryJournal() {}

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
