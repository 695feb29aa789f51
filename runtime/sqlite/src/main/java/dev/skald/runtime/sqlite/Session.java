package dev.skald.runtime.sqlite;

import dev.skald.runtime.journal.JournalRecord;
import dev.skald.runtime.journal.RunHeader;
import dev.skald.runtime.spi.JournalWrite.Change;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The one connection that writes, with its prepared statements. Used by whoever has the turn of the
 * {@link Writer}. The driver throws prepared statements away at most errors, so a session in which
 * anything failed is closed, which rolls back, and replaced by a new one.
 */
final class Session implements AutoCloseable {

  static final String LOOK_UP =
      "SELECT number, epoch, (SELECT max(seq) FROM skald_journal WHERE run = number)"
          + " FROM skald_run WHERE id = ?";

  private final Connection connection;
  private final PreparedStatement insertRun;
  private final PreparedStatement insertPlain;
  private final PreparedStatement insertFull;
  private final PreparedStatement changeRun;
  private final PreparedStatement lookUp;
  private final PreparedStatement exists;
  private final Places places;

  /** Rows handed to the driver and not yet to SQLite. */
  private int plain;

  private int full;
  private int changes;

  private @Nullable Place last;

  private Session(Connection connection) throws SQLException {
    this.connection = connection;
    insertRun = connection.prepareStatement(Rows.INSERT_RUN);
    insertPlain = connection.prepareStatement(Rows.INSERT_PLAIN);
    insertFull = connection.prepareStatement(Rows.INSERT_FULL);
    changeRun = connection.prepareStatement(Rows.CHANGE_RUN);
    lookUp = connection.prepareStatement(LOOK_UP);
    exists = connection.prepareStatement("SELECT 1 FROM skald_run WHERE saga = ? AND key = ?");
    places = new Places(connection);
  }

  static Session open(Connections connections) throws SQLException {
    Connection connection = connections.writer();
    try {
      return new Session(connection);
    } catch (SQLException e) {
      Connections.closeAfter(connection, e);
      throw e;
    }
  }

  /** The last record of the transaction, or {@code null} if it has none. */
  @Nullable Place last() {
    return last;
  }

  boolean holds(Place record) throws SQLException {
    String sql = "SELECT 1 FROM skald_journal WHERE run = ? AND seq = ?";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, record.run());
      statement.setInt(2, record.seq());
      try (ResultSet result = statement.executeQuery()) {
        return result.next();
      }
    }
  }

  /** Raises the epoch and makes it durable; nobody is told any more of what ended before. */
  long nextEpoch() throws SQLException {
    places.clearAll();
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate("UPDATE skald_owner SET epoch = epoch + 1");
    }
    long epoch = number("SELECT epoch FROM skald_owner");
    connection.commit();
    return epoch;
  }

  /**
   * Decides about a commit that failed halfway: its pages may stand in the write-ahead log though
   * nobody sees them, and would count after a crash. The next transaction is written over them.
   */
  void settle() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      // A real change: SQLite does not write a page that stays the same.
      statement.executeUpdate("UPDATE skald_owner SET settled = settled + 1");
    }
    connection.commit();
  }

  long lastNumber() throws SQLException {
    return number("SELECT coalesce(max(number), 0) FROM skald_run");
  }

  private long number(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return result.getLong(1);
    }
  }

  /** Whether the run was inserted: there was none of that saga and key, nor of that id. */
  boolean insert(long number, RunHeader run, long epoch) throws SQLException {
    Rows.bind(insertRun, number, run, epoch);
    return insertRun.executeUpdate() == 1;
  }

  boolean exists(String saga, String key) throws SQLException {
    exists.setString(1, saga);
    exists.setString(2, key);
    try (ResultSet result = exists.executeQuery()) {
      return result.next();
    }
  }

  /** Finds a run in the file; does not see what was added and not flushed. */
  @Nullable Found lookUp(UUID id) throws SQLException {
    lookUp.setBytes(1, Rows.bytes(id));
    try (ResultSet row = lookUp.executeQuery()) {
      if (!row.next()) {
        return null;
      }
      int last = row.getInt(3);
      int next = row.wasNull() ? 0 : last + 1;
      return new Found(row.getLong(1), row.getLong(2), next);
    }
  }

  void add(long run, List<JournalRecord> rows) throws SQLException {
    for (int i = 0; i < rows.size(); i++) {
      JournalRecord row = rows.get(i);
      if (Rows.isPlain(row)) {
        Rows.bindPlain(insertPlain, run, row);
        insertPlain.addBatch();
        plain++;
      } else {
        Rows.bindFull(insertFull, run, row);
        insertFull.addBatch();
        full++;
      }
    }
    if (!rows.isEmpty()) {
      last = new Place(run, rows.get(rows.size() - 1).seq());
    }
  }

  void add(long run, Change change) throws SQLException {
    Rows.bind(changeRun, run, change);
    changeRun.addBatch();
    changes++;
  }

  /** The queues of locks, as they are after all that was added. */
  Places places() throws SQLException {
    if (changes > 0) {
      changeRun.executeBatch();
      changes = 0;
    }
    return places;
  }

  /** The connection for user code, inside of the transaction that goes on. */
  SharedConnection share() throws SQLException {
    return new SharedConnection(connection);
  }

  PreparedStatement prepare(String sql) throws SQLException {
    return connection.prepareStatement(sql);
  }

  /** Hands everything added to SQLite: after this, only the commit can fail. */
  void flush() throws SQLException {
    if (plain > 0) {
      insertPlain.executeBatch();
    }
    if (full > 0) {
      insertFull.executeBatch();
    }
    if (changes > 0) {
      changeRun.executeBatch();
    }
    plain = 0;
    full = 0;
    changes = 0;
  }

  void commit() throws SQLException {
    connection.commit();
    last = null;
  }

  /** Undoes what was handed to SQLite since the last commit; there must be nothing else. */
  void rollback() throws SQLException {
    connection.rollback();
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }

  /** A run in the file, and the sequence number its next record must have. */
  record Found(long number, long epoch, int next) {}

  /** A record in the file. */
  record Place(long run, int seq) {}
}
