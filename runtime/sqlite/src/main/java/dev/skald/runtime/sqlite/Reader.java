package dev.skald.runtime.sqlite;

import dev.skald.runtime.RunPage;
import dev.skald.runtime.RunQuery;
import dev.skald.runtime.RunState;
import dev.skald.runtime.journal.JournalRecord;
import dev.skald.runtime.journal.RunHeader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One connection that reads, with its prepared statements. Used by one thread at a time. */
final class Reader implements AutoCloseable {

  static final String FIND =
      "SELECT " + Rows.RUN_COLUMNS + " FROM skald_run WHERE saga = ? AND key = ?";

  static final String DUE =
      "SELECT "
          + Rows.RUN_COLUMNS
          + " FROM skald_run WHERE epoch = ? AND wake_at <= ? ORDER BY wake_at, number LIMIT ?";

  private final Connection connection;
  private final Map<String, PreparedStatement> statements = new HashMap<>();

  Reader(Connection connection) {
    this.connection = connection;
  }

  Optional<RunHeader> find(String saga, String key) throws SQLException {
    PreparedStatement query = prepare(FIND);
    query.setString(1, saga);
    query.setString(2, key);
    try (ResultSet row = query.executeQuery()) {
      return row.next() ? Optional.of(Rows.header(row)) : Optional.empty();
    }
  }

  List<JournalRecord> read(UUID run, int fromSeq, int limit) throws SQLException {
    PreparedStatement query = prepare(Rows.READ);
    query.setBytes(1, Rows.bytes(run));
    query.setInt(2, fromSeq);
    query.setInt(3, limit);
    List<JournalRecord> records = new ArrayList<>();
    try (ResultSet row = query.executeQuery()) {
      while (row.next()) {
        records.add(Rows.record(row));
      }
    }
    return records;
  }

  List<RunHeader> due(long epoch, long upTo, int limit) throws SQLException {
    PreparedStatement query = prepare(DUE);
    query.setLong(1, epoch);
    query.setLong(2, upTo);
    query.setInt(3, limit);
    return headers(query);
  }

  List<RunHeader> nextInLine(UUID ended) throws SQLException {
    PreparedStatement query = prepare(Places.NEXT_IN_LINE);
    query.setBytes(1, Rows.bytes(ended));
    return headers(query);
  }

  private static List<RunHeader> headers(PreparedStatement query) throws SQLException {
    List<RunHeader> headers = new ArrayList<>();
    try (ResultSet row = query.executeQuery()) {
      while (row.next()) {
        headers.add(Rows.header(row));
      }
    }
    return headers;
  }

  Purge.Found purgeable(long before, long after, int limit) throws SQLException {
    return Purge.page(prepare(Purge.PAGE), before, after, limit);
  }

  /** One page, from the run before {@code number} on. */
  RunPage list(RunQuery wanted, long number) throws SQLException {
    String saga = wanted.saga();
    PreparedStatement query = prepare(listing(saga, wanted.state()));
    int limit = wanted.limit();
    query.setLong(1, number);
    query.setInt(2, limit + 1); // one more tells whether there is a next page
    if (saga != null) {
      query.setString(3, saga);
    }
    List<RunPage.Item> items = new ArrayList<>();
    long last = 0;
    try (ResultSet row = query.executeQuery()) {
      while (row.next()) {
        if (items.size() == limit) {
          return new RunPage(items, Long.toString(last));
        }
        items.add(item(row));
        last = row.getLong(1);
      }
    }
    return new RunPage(items, null);
  }

  static String listing(@Nullable String saga, @Nullable RunState state) {
    StringBuilder sql =
        new StringBuilder("SELECT number, saga, key, version, state, started_at FROM skald_run");
    sql.append(" WHERE number < ?1");
    if (saga != null) {
      sql.append(" AND saga = ?3");
    }
    if (state != null) {
      sql.append(" AND state = '").append(state).append('\'');
      // The words of the index: SQLite does not conclude this by itself.
      sql.append(state == RunState.COMPLETED ? "" : " AND state <> 'COMPLETED'");
    }
    return sql.append(" ORDER BY number DESC LIMIT ?2").toString();
  }

  private static RunPage.Item item(ResultSet row) throws SQLException {
    return new RunPage.Item(
        row.getString(2),
        row.getString(3),
        row.getInt(4),
        Rows.value(RunState.class, row.getString(5)),
        Instant.ofEpochMilli(row.getLong(6)));
  }

  private PreparedStatement prepare(String sql) throws SQLException {
    PreparedStatement statement = statements.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      statements.put(sql, statement);
    }
    return statement;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
