package dev.skald.receiver;

import java.sql.SQLException;

/**
 * Takes back what a call has done. Runs on the thread that called {@link Receiver#undo}, inside of
 * the service's transaction, and only if there is something to take back; it must neither commit
 * nor roll back.
 *
 * @param <X> what it may throw beside {@link SQLException}; the compiler finds out by itself
 */
@FunctionalInterface
public interface Undo<X extends Exception> {

  /**
   * Takes it back, by the connection that was given to {@link Receiver#undo}.
   *
   * @param answer what the call was answered with: the id of what it made, for one
   * @throws SQLException if the database refuses
   * @throws X if it could not be taken back: nothing of the undo remains, and a repeated undo runs
   *     it again
   */
  void run(Answer answer) throws SQLException, X;
}
