package dev.skald.runtime.postgres;

import dev.skald.runtime.journal.JournalRecord;
import dev.skald.runtime.postgres.KnownRuns.Known;
import dev.skald.runtime.postgres.Segment.Part;
import dev.skald.runtime.postgres.Tenure.Hold;
import dev.skald.runtime.spi.WriteResult;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One connection that writes. Used by whoever has the turn of the {@link Writer}. */
final class Session {

  private static final String LOOK_UP =
      "SELECT r.id, r.shard, r.saga, r.epoch,"
          + " coalesce((SELECT max(seq) FROM journal j WHERE j.run = r.id), -1),"
          + " EXISTS (SELECT FROM place p WHERE p.run = r.id)"
          + " FROM run r WHERE r.id = ANY (?)";

  private final Connection connection;

  Session(Connection connection) {
    this.connection = connection;
  }

  Connection connection() {
    return connection;
  }

  /**
   * Takes a turn in all shards of the node. Waits for what a former connection has under way, and
   * refuses what it may still bring: when this returns, that is durable or never will be.
   */
  Map<Integer, Hold> takeTurns(UUID node) throws SQLException {
    // Locked in the order in which everybody locks them.
    String sql =
        "WITH mine AS (SELECT id FROM shard WHERE owner = ? ORDER BY id FOR UPDATE)"
            + " UPDATE shard h SET turn = h.turn + 1 FROM mine WHERE h.id = mine.id"
            + " RETURNING h.id, h.epoch, h.turn";
    Map<Integer, Hold> turns = new HashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setObject(1, node);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          turns.put(row.getInt(1), new Hold(row.getLong(2), row.getLong(3)));
        }
      }
    }
    return turns;
  }

  Flush.Outcome flush(UUID node, Segment segment) throws SQLException {
    return Flush.run(connection, node, segment);
  }

  /** Asks for locks; the answers by the number of the wish. */
  Map<Integer, WriteResult> ask(UUID node, Columns wishes) throws SQLException {
    String sql = "SELECT number, answer FROM ask(?, " + wishes.arrays() + ")";
    Map<Integer, WriteResult> answers = new HashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setObject(1, node);
      wishes.bindArrays(statement, 2);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          answers.put(row.getInt(1), WriteResult.valueOf(row.getString(2)));
        }
      }
    }
    return answers;
  }

  boolean exists(String saga, String key) throws SQLException {
    String sql = "SELECT 1 FROM run WHERE saga = ? AND key = ?";
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setString(1, saga);
      query.setString(2, key);
      try (ResultSet row = query.executeQuery()) {
        return row.next();
      }
    }
  }

  /** Finds where the journals of runs end. */
  Map<UUID, Known> lookUp(Collection<UUID> runs) throws SQLException {
    Map<UUID, Known> found = new HashMap<>();
    try (PreparedStatement query = connection.prepareStatement(LOOK_UP)) {
      query.setArray(1, connection.createArrayOf("uuid", runs.toArray()));
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          Known known =
              new Known(
                  row.getInt(2),
                  row.getString(3),
                  row.getLong(4),
                  row.getInt(5) + 1,
                  row.getBoolean(6));
          found.put(Rows.uuid(row, 1), known);
        }
      }
    }
    return found;
  }

  /**
   * What became of a segment that a former connection had under way, after {@link #takeTurns}.
   *
   * @return the outcome if it is durable; {@code null} if it is not, or if doing it again changes
   *     nothing
   */
  Flush.@Nullable Outcome outcome(Tenure tenure, Segment segment) throws SQLException {
    Set<Object> made = found("SELECT id FROM run WHERE id = ANY (?)", segment.made.keySet());
    Set<Object> answered = answered(segment);
    Set<Part> written = written(segment);
    if (made.isEmpty() && answered.isEmpty() && written.isEmpty()) {
      return null;
    }
    Set<Object> held = new HashSet<>();
    segment.shards.forEach(
        (shard, hold) -> {
          // An epoch never comes back: what is held with it now was held with it then.
          if (tenure.epoch(shard) == hold.epoch()) {
            held.add(shard);
          }
        });
    return new Flush.Outcome(held, made, answered, Flush.NOT_COUNTED, Flush.NOT_COUNTED);
  }

  private Set<Object> found(String sql, Collection<UUID> ids) throws SQLException {
    Set<Object> found = new HashSet<>();
    if (ids.isEmpty()) {
      return found;
    }
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setArray(1, connection.createArrayOf("uuid", ids.toArray()));
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          found.add(Rows.uuid(row, 1));
        }
      }
    }
    return found;
  }

  /** The letters that have just the answers that were to be given. */
  private Set<Object> answered(Segment segment) throws SQLException {
    Set<Object> found = new HashSet<>();
    Columns answers = segment.answerColumns();
    if (answers.isEmpty()) {
      return found;
    }
    String sql =
        "SELECT l.id FROM letter l JOIN "
            + answers.table()
            + " a(id, bytes, shard) ON a.id = l.id WHERE l.answer = a.bytes";
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      answers.bindTable(query, 1);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          found.add(Rows.uuid(row, 1));
        }
      }
    }
    return found;
  }

  /** The parts whose last record stands there: nobody else could have written it meanwhile. */
  private Set<Part> written(Segment segment) throws SQLException {
    List<Part> parts = new ArrayList<>();
    Columns last = new Columns("int4", "uuid", "int4");
    for (Part part : segment.parts) {
      List<JournalRecord> records = part.records();
      if (!records.isEmpty()) {
        last.add(parts.size(), part.run(), records.get(records.size() - 1).seq());
        parts.add(part);
      }
    }
    Set<Part> written = new HashSet<>();
    if (parts.isEmpty()) {
      return written;
    }
    String sql =
        "SELECT t.number FROM journal j JOIN "
            + last.table()
            + " t(number, run, seq) ON t.run = j.run AND t.seq = j.seq";
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      last.bindTable(query, 1);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          written.add(parts.get(row.getInt(1)));
        }
      }
    }
    return written;
  }
}
