package dev.skald.receiver;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;

/** Makes a part of a transaction all or nothing. */
final class Savepoints {

  /** A part of a transaction. */
  @FunctionalInterface
  interface Part<T, X extends Exception> {
    T run() throws SQLException, X;
  }

  private Savepoints() {}

  /**
   * Runs the part; if it throws, nothing of it remains, even if the transaction is committed then.
   * Most databases also notice here if the transaction ended meanwhile: its savepoint is gone.
   */
  static <T, X extends Exception> T atomically(Connection connection, Part<T, X> part)
      throws SQLException, X {
    Savepoint before = connection.setSavepoint();
    try {
      T result = part.run();
      connection.releaseSavepoint(before);
      return result;
    } catch (Throwable e) {
      try {
        connection.rollback(before);
      } catch (SQLException rollback) {
        e.addSuppressed(rollback);
      }
      throw e;
    }
  }
}
