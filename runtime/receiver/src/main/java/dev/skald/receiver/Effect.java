package dev.skald.receiver;

import java.sql.SQLException;

/**
 * What a call does, the first time it comes. Runs on the thread that called {@link Receiver#once},
 * inside of the service's transaction; it must neither commit nor roll back.
 *
 * @param <X> what it may throw beside {@link SQLException}; the compiler finds out by itself
 */
@FunctionalInterface
public interface Effect<X extends Exception> {

  /**
   * Does it, by the connection that was given to {@link Receiver#once}.
   *
   * @return what to answer, now and whenever the call is repeated; never {@code null}
   * @throws SQLException if the database refuses
   * @throws X if it could not be done or refused for good: nothing of it remains, the record
   *     included, and a repeated call runs it again
   */
  Answer run() throws SQLException, X;
}
