package dev.skald.testkit.contract;

import dev.skald.runtime.memory.MemoryJournal;
import dev.skald.runtime.spi.JournalProvider;

class MemoryJournalTest extends JournalStoreContract {

  @Override
  protected JournalProvider newJournal() {
    return new MemoryJournal();
  }
}
