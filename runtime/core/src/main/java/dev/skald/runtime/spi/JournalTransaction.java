package dev.skald.runtime.spi;

/** A transaction in which a user's changes and a run's records become durable together. */
public interface JournalTransaction extends AutoCloseable {

  /**
   * What the user's code works with. It must not end the transaction, and cannot.
   *
   * @param <T> the type
   * @param type such as {@code java.sql.Connection.class}; each store says which it offers
   * @return an object that takes part in the transaction until it is ended
   * @throws IllegalArgumentException if the type is not offered
   */
  <T> T resource(Class<T> type);

  /**
   * Writes a run's part and ends the transaction.
   *
   * @param write the run's part
   * @return {@link WriteResult#DURABLE} if all of it is durable; with every other answer nothing of
   *     it is, the user's changes included
   * @throws UnknownCommitException if it is not known whether it is durable
   * @throws dev.skald.runtime.JournalException if it failed; then nothing of it is durable
   */
  WriteResult commit(JournalWrite.Append write);

  /** Undoes everything, unless it has been committed. Idempotent. */
  @Override
  void close();
}
