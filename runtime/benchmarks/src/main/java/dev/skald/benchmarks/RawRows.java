package dev.skald.benchmarks;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * SQLite alone: one thread inserts journal rows of the same size, in transactions as large as those
 * that an engine made, with the same settings. No run, no queue, no waiting caller: the limit.
 */
final class RawRows implements AutoCloseable {

  private static final String TABLE =
      "CREATE TABLE journal (run INTEGER NOT NULL, seq INTEGER NOT NULL, at INTEGER NOT NULL,"
          + " kind TEXT NOT NULL, step TEXT, attempt INTEGER NOT NULL, payload BLOB)";

  private static final byte[] PAYLOAD =
      Order.of(NewOrder.of(1, false)).with("RESERVED").toJson().getBytes(StandardCharsets.UTF_8);

  private final Connection connection;
  private final PreparedStatement insert;
  private final int recordsPerRun;
  private final long[] runs;
  private final int[] seqs;
  private int slot;
  private long lastRun;
  private long rows;

  /**
   * Makes the file.
   *
   * @param file a new file
   * @param recordsPerRun how many rows each run has
   * @param callers how many runs are under way: their rows come in turns
   */
  RawRows(Path file, int recordsPerRun, int callers) throws SQLException {
    this.recordsPerRun = recordsPerRun;
    this.runs = new long[callers];
    this.seqs = new int[callers];
    connection = DriverManager.getConnection("jdbc:sqlite:" + file);
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA journal_mode = WAL");
      statement.execute("PRAGMA synchronous = FULL");
      statement.execute("PRAGMA wal_autocheckpoint = 4000");
      statement.execute("PRAGMA cache_size = -16000");
      statement.execute(TABLE);
      statement.execute("CREATE UNIQUE INDEX journal_seq ON journal (run, seq)");
    }
    connection.setAutoCommit(false);
    insert = connection.prepareStatement("INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?, ?)");
  }

  /** One transaction of so many rows; durable when it returns. */
  void commit(int batch) throws SQLException {
    long now = System.currentTimeMillis();
    for (int i = 0; i < batch; i++) {
      add(now);
    }
    insert.executeBatch();
    connection.commit();
    rows += batch;
  }

  private void add(long now) throws SQLException {
    slot = slot + 1 == runs.length ? 0 : slot + 1;
    if (runs[slot] == 0 || seqs[slot] == recordsPerRun) {
      runs[slot] = ++lastRun;
      seqs[slot] = 0;
    }
    insert.setLong(1, runs[slot]);
    insert.setInt(2, seqs[slot]++);
    insert.setLong(3, now);
    insert.setString(4, "succeeded");
    insert.setString(5, "reserveStock");
    insert.setInt(6, 1);
    insert.setBytes(7, PAYLOAD);
    insert.addBatch();
  }

  /** Throws unless the file holds exactly the rows that were committed. */
  void verify() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet count = statement.executeQuery("SELECT count(*) FROM journal")) {
      count.next();
      if (count.getLong(1) != rows) {
        throw new IllegalStateException(
            "The raw journal has " + count.getLong(1) + " rows instead of " + rows);
      }
    }
  }

  long rows() {
    return rows;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
