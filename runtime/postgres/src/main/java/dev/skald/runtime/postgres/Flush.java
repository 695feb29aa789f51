package dev.skald.runtime.postgres;

import dev.skald.runtime.postgres.Columns.Size;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Writes a segment: one statement, one round trip, one transaction.
 *
 * <p>The rows of the shards that are written to are locked FOR SHARE, in one order, before anything
 * is written: whoever takes a shard over changes its row, so either it waits until this statement
 * is durable, or this statement waits and then finds another epoch there, in which case nothing of
 * that shard is written. A condition on the epoch without the lock would look at the row as it was
 * when the statement began.
 */
final class Flush {

  /** Stands for the number of records where nobody has counted. */
  static final int NOT_COUNTED = -1;

  /** The owner's rows, still held as it thinks. */
  static final String FENCE =
      "fence AS MATERIALIZED (SELECT h.id, h.epoch FROM shard h JOIN %s t(id, epoch, turn)"
          + " ON h.id = t.id AND h.epoch = t.epoch AND h.turn = t.turn"
          + " WHERE h.owner = ? ORDER BY h.id FOR SHARE OF h)";

  private static final String CREATE =
      ", creation AS MATERIALIZED (SELECT * FROM %s c(id, saga, key, version, fingerprint, shard,"
          + " started_at, state, wake_at, state_elsewhere, wake_at_elsewhere, own_shard))"
          + ", made AS (INSERT INTO run (id, saga, key, version, fingerprint, shard, epoch, started_at)"
          + " SELECT c.id, c.saga, c.key, c.version, c.fingerprint, c.shard, coalesce(f.epoch, 0),"
          + " c.started_at FROM creation c LEFT JOIN fence f ON f.id = c.own_shard"
          + " ON CONFLICT DO NOTHING RETURNING id, epoch)"
          + ", begun AS (INSERT INTO standing (run, shard, saga, epoch, state, wake_at)"
          + " SELECT c.id, c.shard, c.saga, m.epoch,"
          + " CASE WHEN m.epoch = 0 THEN c.state_elsewhere ELSE c.state END,"
          + " CASE WHEN m.epoch = 0 THEN c.wake_at_elsewhere ELSE c.wake_at END"
          + " FROM creation c JOIN made m ON m.id = c.id"
          + " WHERE CASE WHEN m.epoch = 0 THEN c.state_elsewhere ELSE c.state END IS NOT NULL)";

  private static final String ANSWER =
      ", answered AS (UPDATE letter l SET answer = a.bytes, answered_at = clock_timestamp()"
          + " FROM %s a(id, bytes, shard) JOIN fence f ON f.id = a.shard"
          + " WHERE l.id = a.id AND l.answer IS NULL RETURNING l.id)";

  private static final String PLAIN =
      ", written AS (INSERT INTO journal (run, seq, at, kind, step, attempt, payload, due_at)"
          + " SELECT j.run, j.seq, j.at, j.kind, j.step, j.attempt, j.payload, 0"
          + " FROM %s j(run, seq, at, kind, step, attempt, payload, shard, depends)";

  private static final String FULL =
      ", written AS (INSERT INTO journal (run, seq, at, kind, step, attempt, payload, item, due_at,"
          + " failure_kind, failure_step, failure_type, failure_message, origin)"
          + " SELECT j.run, j.seq, j.at, j.kind, j.step, j.attempt, j.payload, j.item, j.due_at,"
          + " j.failure_kind, j.failure_step, j.failure_type, j.failure_message, j.origin"
          + " FROM %s j(run, seq, at, kind, step, attempt, payload, shard, depends, item, due_at,"
          + " failure_kind, failure_step, failure_type, failure_message, origin, letter)";

  private static final String STAND =
      ", moved AS (INSERT INTO standing (run, shard, saga, epoch, state, wake_at)"
          + " SELECT c.run, c.shard, c.saga, f.epoch, c.state, c.wake_at"
          + " FROM %s c(run, shard, saga, state, wake_at, letter) JOIN fence f ON f.id = c.shard%s"
          + " ON CONFLICT (run) DO UPDATE SET state = EXCLUDED.state, wake_at = EXCLUDED.wake_at"
          + " RETURNING 1)";

  private static final String END =
      ", ended AS (DELETE FROM standing s USING %s c(run, shard, letter), fence f"
          + " WHERE s.run = c.run AND f.id = c.shard%s)";

  /** Each is long, and made of many pieces: made once, and not for each batch. */
  private static final Map<Shape, String> STATEMENTS = new ConcurrentHashMap<>();

  private Flush() {}

  /** What a statement has: with that its text is given, whatever is written. */
  private record Shape(
      Size shards,
      Size creations,
      Size answers,
      Size records,
      boolean full,
      Size stands,
      Size ends) {}

  /** Durable when it returns, if the connection commits by itself. */
  static Outcome run(Connection connection, UUID node, Segment segment) throws SQLException {
    Columns shards = segment.shardColumns();
    Columns creations = segment.creationColumns();
    Columns answers = segment.answerColumns();
    boolean full = segment.needsFullRecords();
    Columns records = segment.recordColumns(full);
    Columns stands = segment.standColumns();
    Columns ends = segment.endColumns();
    List<Columns> bound = new ArrayList<>(List.of(creations, answers, records, stands, ends));
    bound.removeIf(Columns::isEmpty);

    Shape shape =
        new Shape(
            shards.size(),
            creations.size(),
            answers.size(),
            records.size(),
            full,
            stands.size(),
            ends.size());
    String sql =
        STATEMENTS.computeIfAbsent(
            shape, s -> sql(shards, creations, answers, records, full, stands, ends));
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      int index = shards.bindTable(statement, 1);
      statement.setObject(index++, node);
      for (Columns columns : bound) {
        index = columns.bindTable(statement, index);
      }
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return new Outcome(
            set(row.getArray(1)),
            set(row.getArray(2)),
            set(row.getArray(3)),
            row.getInt(4),
            row.getInt(5));
      }
    }
  }

  private static String sql(
      Columns shards,
      Columns creations,
      Columns answers,
      Columns records,
      boolean full,
      Columns stands,
      Columns ends) {
    StringBuilder sql = new StringBuilder("WITH ").append(FENCE.formatted(shards.table()));
    boolean creates = !creations.isEmpty();
    boolean answered = !answers.isEmpty();
    if (creates) {
      sql.append(CREATE.formatted(creations.table()));
    }
    if (answered) {
      sql.append(ANSWER.formatted(answers.table()));
    }
    if (!records.isEmpty()) {
      sql.append((full ? FULL : PLAIN).formatted(records.table())).append(" WHERE ");
      String held = "j.shard IN (SELECT id FROM fence)";
      sql.append(
          creates
              ? "(j.depends = 0 OR j.run IN (SELECT id FROM made)) AND (j.depends = 1 OR "
                  + held
                  + ")"
              : held);
      sql.append(answered ? unlessRefused("j") : "").append(" RETURNING 1)");
    }
    if (!stands.isEmpty()) {
      String condition = answered ? " WHERE true" + unlessRefused("c") : "";
      // Without a WHERE, "ON CONFLICT" behind a join would be read as its condition.
      sql.append(STAND.formatted(stands.table(), condition.isEmpty() ? " WHERE true" : condition));
    }
    if (!ends.isEmpty()) {
      sql.append(END.formatted(ends.table(), answered ? unlessRefused("c") : ""));
    }
    return sql.append(" SELECT (SELECT array_agg(id) FROM fence), ")
        .append(creates ? "(SELECT array_agg(id) FROM made), " : "NULL, ")
        .append(answered ? "(SELECT array_agg(id) FROM answered), " : "NULL, ")
        .append(records.isEmpty() ? "0, " : "(SELECT count(*) FROM written), ")
        .append(stands.isEmpty() ? "0" : "(SELECT count(*) FROM moved)")
        .toString();
  }

  private static String unlessRefused(String alias) {
    return " AND (%1$s.letter IS NULL OR %1$s.letter IN (SELECT id FROM answered))"
        .formatted(alias);
  }

  private static Set<Object> set(Array array) throws SQLException {
    return array == null ? Set.of() : new HashSet<>(List.of((Object[]) array.getArray()));
  }

  /**
   * What the server said.
   *
   * @param held the shards that are held
   * @param made the runs that were created
   * @param answered the letters that were answered
   * @param written how many records were written
   * @param moved how many runs stand elsewhere now
   */
  record Outcome(
      Set<Object> held, Set<Object> made, Set<Object> answered, int written, int moved) {}
}
