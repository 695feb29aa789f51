package dev.skald.runtime.spi;

/** A place where journals are kept; what a user configures. Opening it gives the store. */
@FunctionalInterface
public interface JournalProvider {

  /**
   * Opens the store for one engine, which becomes a new owner: its epoch is higher than that of any
   * owner before, and appends of former owners are refused from then on. A store that shares its
   * place with others ({@link JournalStore#cluster}) owns nothing yet.
   *
   * @return the store, which the caller closes
   * @throws dev.skald.runtime.JournalException if the place cannot be used; the message says why
   *     and what to do
   */
  JournalStore open();
}
