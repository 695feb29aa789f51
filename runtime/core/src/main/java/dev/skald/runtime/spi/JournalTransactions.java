package dev.skald.runtime.spi;

import dev.skald.runtime.journal.RunHeader;

/**
 * Offered by a store in a database that users keep data of their own in: their changes and a run's
 * records become durable together. Safe for use by any thread.
 */
@FunctionalInterface
public interface JournalTransactions {

  /**
   * Begins a transaction. It may keep others from writing, so it is kept short; it may be used and
   * ended by another thread than the one that began it.
   *
   * @param run the run whose part is to be committed with it, as its owner holds it
   * @return the transaction, to be closed by the caller
   * @throws dev.skald.runtime.JournalException if none can be begun, be it because another store
   *     owns the run by now
   */
  JournalTransaction begin(RunHeader run);
}
