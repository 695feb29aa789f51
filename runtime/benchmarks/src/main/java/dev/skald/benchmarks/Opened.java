package dev.skald.benchmarks;

import dev.skald.runtime.spi.JournalProvider;
import dev.skald.runtime.spi.JournalStore;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A journal of which the store that was opened last can be looked at beside its engine.
 *
 * @param journal the journal
 * @param last what was opened last
 */
record Opened(JournalProvider journal, AtomicReference<JournalStore> last)
    implements JournalProvider {

  Opened(JournalProvider journal) {
    this(journal, new AtomicReference<>());
  }

  @Override
  public JournalStore open() {
    JournalStore store = journal.open();
    last.set(store);
    return store;
  }

  JournalStore store() {
    return last.get();
  }

  /** Whether the engine has taken a run up. */
  boolean owns(String saga, String key) {
    return store().find(saga, key).filter(store()::owns).isPresent();
  }
}
