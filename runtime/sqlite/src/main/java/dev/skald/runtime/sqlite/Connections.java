package dev.skald.runtime.sqlite;

import dev.skald.runtime.JournalException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteConfig;

/** Makes connections to one file, set up for safety. */
final class Connections {

  private final Path file;

  Connections(Path file) {
    this.file = file;
  }

  Path file() {
    return file;
  }

  /** The writer: durable at each commit, and always inside a transaction. */
  Connection writer() throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setCacheSize(-16_000); // kibibytes, as it is negative
    Connection connection = config.createConnection("jdbc:sqlite:" + file);
    try {
      // Before anything is changed, even the journal mode: the file may be somebody else's.
      boolean empty = Schema.isNew(connection, file);
      useWal(connection);
      connection.setAutoCommit(false);
      if (empty) {
        Schema.create(connection);
      }
      return connection;
    } catch (SQLException | RuntimeException e) {
      closeAfter(connection, e);
      throw e;
    }
  }

  /** A reader: each statement sees what was committed when it began. */
  Connection reader() throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    Connection connection = config.createConnection("jdbc:sqlite:" + file);
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA query_only = 1");
      return connection;
    } catch (SQLException e) {
      closeAfter(connection, e);
      throw e;
    }
  }

  private void useWal(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      try (ResultSet mode = statement.executeQuery("PRAGMA journal_mode = WAL")) {
        if (!mode.next() || !mode.getString(1).equalsIgnoreCase("wal")) {
          throw new JournalException(
              "The journal "
                  + file
                  + " cannot use a write-ahead log: SQLite needs shared memory, which this file"
                  + " system does not give. Put the file on a local disk");
        }
      }
      // Fewer, larger checkpoints: pages that change again and again are written home less often.
      statement.execute("PRAGMA wal_autocheckpoint = 4000");
    }
  }

  static void closeAfter(AutoCloseable resource, Exception cause) {
    try {
      resource.close();
    } catch (Exception e) {
      cause.addSuppressed(e);
    }
  }
}
