package dev.skald.testkit.contract;

import dev.skald.runtime.memory.MemoryCluster;
import dev.skald.runtime.spi.JournalProvider;

/** One node that owns everything keeps what any journal promises. */
class MemoryClusterJournalTest extends JournalStoreContract {

  @Override
  protected JournalProvider newJournal() {
    return new MemoryCluster();
  }
}
