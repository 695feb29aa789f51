package dev.skald.runtime.postgres;

import dev.skald.runtime.RunPage;
import dev.skald.runtime.RunQuery;
import dev.skald.runtime.RunState;
import dev.skald.runtime.journal.JournalRecord;
import dev.skald.runtime.journal.RunHeader;
import dev.skald.runtime.postgres.Tenure.Hold;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is read of runs. */
final class Queries {

  static final String FIND =
      "SELECT " + Rows.HEADER + Rows.HEADER_FROM + " WHERE r.saga = ? AND r.key = ?";

  static final String HEADERS =
      "SELECT " + Rows.HEADER + Rows.HEADER_FROM + " WHERE r.id = ANY (?) ORDER BY r.id";

  static final String READ =
      "SELECT " + Rows.RECORD + " FROM journal WHERE run = ? AND seq >= ? ORDER BY seq LIMIT ?";

  static final String BEGINNINGS =
      "SELECT "
          + Rows.RECORD
          + ", j.run FROM unnest(?::uuid[]) r(id) CROSS JOIN LATERAL (SELECT * FROM journal"
          + " WHERE run = r.id ORDER BY seq LIMIT ?) j ORDER BY j.run, j.seq";

  /**
   * Shard by shard, so that what others own, or what nobody has taken up, is not even looked at.
   */
  static final String DUE =
      "SELECT "
          + Rows.HEADER
          + " FROM %s t(id, epoch) CROSS JOIN LATERAL (SELECT s.run, s.wake_at FROM standing s"
          + " WHERE s.shard = t.id AND s.epoch = t.epoch AND s.wake_at <= ?"
          + " ORDER BY s.wake_at LIMIT ?) d"
          + " JOIN run r ON r.id = d.run JOIN standing s ON s.run = d.run ORDER BY d.wake_at, r.id LIMIT ?";

  /** Those that were told to wait, and before which nobody stands any more. */
  static final String FIRST_IN_LINE =
      "SELECT "
          + Rows.HEADER
          + " FROM (SELECT DISTINCT p.run FROM place p WHERE p.waiting) w"
          + " JOIN standing s ON s.run = w.run JOIN %s t(id, epoch)"
          + " ON t.id = s.shard AND t.epoch = s.epoch"
          + " JOIN run r ON r.id = w.run WHERE s.state NOT IN "
          + Rows.ENDS
          + " AND NOT EXISTS (SELECT FROM place mine JOIN place other ON other.name = mine.name"
          + " AND other.key = mine.key AND other.ticket < mine.ticket"
          + " JOIN standing o ON o.run = other.run WHERE mine.run = w.run AND o.state NOT IN "
          + Rows.ENDS
          + ") ORDER BY r.id LIMIT ?";

  /** Behind what {@link Rows#RECORD} names. */
  private static final int RUN_OF_RECORD = 14;

  private Queries() {}

  static Optional<RunHeader> find(Connection connection, String saga, String key)
      throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(FIND)) {
      query.setString(1, saga);
      query.setString(2, key);
      return Rows.headers(query).stream().findFirst();
    }
  }

  static List<RunHeader> headers(Connection connection, Collection<UUID> runs) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(HEADERS)) {
      query.setArray(1, connection.createArrayOf("uuid", runs.toArray()));
      return Rows.headers(query);
    }
  }

  static List<JournalRecord> read(Connection connection, UUID run, int fromSeq, int limit)
      throws SQLException {
    List<JournalRecord> records = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(READ)) {
      query.setObject(1, run);
      query.setInt(2, fromSeq);
      query.setInt(3, limit);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          records.add(Rows.record(row));
        }
      }
    }
    return records;
  }

  /** What journals begin with, in their order. */
  static Map<UUID, List<JournalRecord>> beginnings(
      Connection connection, Collection<UUID> runs, int limit) throws SQLException {
    Map<UUID, List<JournalRecord>> found = new HashMap<>();
    try (PreparedStatement query = connection.prepareStatement(BEGINNINGS)) {
      query.setArray(1, connection.createArrayOf("uuid", runs.toArray()));
      query.setInt(2, limit);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          found
              .computeIfAbsent(Rows.uuid(row, RUN_OF_RECORD), run -> new ArrayList<>())
              .add(Rows.record(row));
        }
      }
    }
    return found;
  }

  static List<RunHeader> due(Connection connection, Map<Integer, Hold> holds, long upTo, int limit)
      throws SQLException {
    Columns shards = shards(holds);
    try (PreparedStatement query = connection.prepareStatement(DUE.formatted(shards.table()))) {
      int index = shards.bindTable(query, 1);
      query.setLong(index, upTo);
      query.setInt(index + 1, limit);
      query.setInt(index + 2, limit);
      return Rows.headers(query);
    }
  }

  static List<RunHeader> firstInLine(Connection connection, Map<Integer, Hold> holds, int limit)
      throws SQLException {
    Columns shards = shards(holds);
    String sql = FIRST_IN_LINE.formatted(shards.table());
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setInt(shards.bindTable(query, 1), limit);
      return Rows.headers(query);
    }
  }

  private static Columns shards(Map<Integer, Hold> holds) {
    Columns shards = new Columns("int4", "int8");
    holds.forEach((shard, hold) -> shards.add(shard, hold.epoch()));
    return shards;
  }

  /** One page, from the run before {@code cursor} on. */
  static RunPage list(Connection connection, RunQuery wanted, @Nullable UUID cursor)
      throws SQLException {
    String saga = wanted.saga();
    int limit = wanted.limit();
    List<RunPage.Item> items = new ArrayList<>();
    UUID last = null;
    String sql = listing(saga, wanted.state(), cursor);
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      int index = 1;
      if (cursor != null) {
        query.setObject(index++, cursor);
      }
      if (saga != null) {
        query.setString(index++, saga);
      }
      query.setInt(index, limit + 1); // one more tells whether there is a next page
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          if (items.size() == limit) {
            return new RunPage(items, String.valueOf(last));
          }
          items.add(item(row));
          last = Rows.uuid(row, 1);
        }
      }
    }
    return new RunPage(items, null);
  }

  /** Where most of what is looked at is wanted, in the order of the index that has least of it. */
  static String listing(@Nullable String saga, @Nullable RunState state, @Nullable UUID cursor) {
    boolean standing = state != null && state != RunState.COMPLETED;
    String id = standing ? "s.run" : "r.id";
    StringBuilder sql =
        new StringBuilder(
            "SELECT r.id, r.saga, r.key, r.version, coalesce(s.state, 'COMPLETED'), r.started_at");
    sql.append(
        standing
            ? " FROM standing s JOIN run r ON r.id = s.run"
            : " FROM run r LEFT JOIN standing s ON s.run = r.id");
    sql.append(" WHERE true");
    if (cursor != null) {
      sql.append(" AND ").append(id).append(" < ?");
    }
    if (saga != null) {
      sql.append(standing ? " AND s.saga = ?" : " AND r.saga = ?");
    }
    if (standing) {
      sql.append(" AND s.state = '").append(state).append('\'');
    } else if (state != null) {
      sql.append(" AND (s.run IS NULL OR s.state = 'COMPLETED')");
    }
    return sql.append(" ORDER BY ").append(id).append(" DESC LIMIT ?").toString();
  }

  private static RunPage.Item item(ResultSet row) throws SQLException {
    return new RunPage.Item(
        row.getString(2),
        row.getString(3),
        row.getInt(4),
        Rows.value(RunState.class, row.getString(5)),
        Instant.ofEpochMilli(row.getLong(6)));
  }
}
