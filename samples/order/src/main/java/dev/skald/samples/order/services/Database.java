package dev.skald.samples.order.services;

import dev.skald.receiver.Receiver;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TransactionMode;

/**
 * The database of one service, and all the state it has: one SQLite file, with the tables of the
 * receiver beside the service's own. Each transaction has a connection of its own, as from a pool.
 * Safe for use by any thread.
 */
final class Database implements Closeable {

  private static final int LONGEST_WAIT_MILLIS = 10_000;

  /** What is done with a connection. */
  interface Work<T, X extends Exception> {
    T with(Connection connection) throws SQLException, X;
  }

  private final String url;

  /** Does nothing: SQLite tidies up when the last connection goes, so one stays. */
  private final Connection keeper;

  private Database(String url) throws SQLException {
    this.url = url;
    this.keeper = connect();
  }

  /** Opens the database, and makes what is missing. */
  static Database open(Path file) throws IOException {
    try {
      Database database = new Database("jdbc:sqlite:" + file);
      Receiver.createTablesIfMissing(database.keeper);
      try (Statement statement = database.keeper.createStatement()) {
        statement.execute(Ledger.TABLE);
      }
      return database;
    } catch (SQLException e) {
      throw new IOException("The database " + file + " cannot be opened", e);
    }
  }

  private Connection connect() throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(JournalMode.WAL);
    config.setSynchronous(SynchronousMode.FULL); // on disk when a commit returns
    // Transactions here look before they write: let them wait at their beginning, not in between.
    config.setTransactionMode(TransactionMode.IMMEDIATE);
    config.setBusyTimeout(LONGEST_WAIT_MILLIS);
    return config.createConnection(url);
  }

  /** Does all of it or nothing; durable when this returns. */
  <T, X extends Exception> T transaction(Work<T, X> work) throws X {
    try (Connection connection = connect()) {
      connection.setAutoCommit(false);
      try {
        T result = work.with(connection);
        connection.commit();
        return result;
      } catch (Throwable e) {
        connection.rollback();
        throw e;
      }
    } catch (SQLException e) {
      throw new IllegalStateException("The database fails: " + e.getMessage(), e);
    }
  }

  /** Looks, and changes nothing. */
  <T, X extends Exception> T read(Work<T, X> work) throws X {
    try (Connection connection = connect()) {
      return work.with(connection);
    } catch (SQLException e) {
      throw new IllegalStateException("The database fails: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      keeper.close();
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }
}
