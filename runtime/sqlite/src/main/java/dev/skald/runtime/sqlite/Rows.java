package dev.skald.runtime.sqlite;

import dev.skald.runtime.Failure;
import dev.skald.runtime.JournalException;
import dev.skald.runtime.RunState;
import dev.skald.runtime.journal.JournalRecord;
import dev.skald.runtime.journal.RunHeader;
import dev.skald.runtime.spi.JournalWrite.Change;
import java.nio.ByteBuffer;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.UUID;

/** Between records and rows: the statements, what is bound to them, and what is read from them. */
final class Rows {

  static final String RUN_COLUMNS =
      "id, saga, key, version, fingerprint, epoch, state, started_at, wake_at";

  static final String INSERT_RUN =
      "INSERT INTO skald_run (number, "
          + RUN_COLUMNS
          + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING";

  static final String CHANGE_RUN = "UPDATE skald_run SET state = ?, wake_at = ? WHERE number = ?";

  /** Most records: every value that is bound costs a call into native code. */
  static final String INSERT_PLAIN =
      "INSERT INTO skald_journal (run, seq, at, kind, step, attempt, payload)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?)";

  static final String INSERT_FULL =
      "INSERT INTO skald_journal (run, seq, at, kind, step, attempt, payload, due_at, failure_kind,"
          + " failure_step, failure_type, failure_message, origin, item)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

  static final String READ =
      "SELECT seq, at, kind, step, attempt, due_at, failure_kind, failure_step, failure_type,"
          + " failure_message, origin, payload, item FROM skald_journal"
          + " WHERE run = (SELECT number FROM skald_run WHERE id = ?) AND seq >= ?"
          + " ORDER BY seq LIMIT ?";

  private Rows() {}

  static byte[] bytes(UUID id) {
    return ByteBuffer.allocate(16)
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits())
        .array();
  }

  static UUID uuid(byte[] id) {
    ByteBuffer bytes = ByteBuffer.wrap(id);
    return new UUID(bytes.getLong(), bytes.getLong());
  }

  static boolean isPlain(JournalRecord row) {
    return row.dueAt() == 0
        && row.failure() == null
        && row.origin() == null
        && row.item() == JournalRecord.NO_ITEM;
  }

  static void bind(PreparedStatement to, long number, RunHeader run, long epoch)
      throws SQLException {
    to.setLong(1, number);
    to.setBytes(2, bytes(run.id()));
    to.setString(3, run.saga());
    to.setString(4, run.key());
    to.setInt(5, run.version());
    to.setString(6, run.fingerprint());
    to.setLong(7, epoch);
    to.setString(8, run.state().name());
    to.setLong(9, run.startedAt());
    bindWake(to, 10, run.wakeAt());
  }

  static void bind(PreparedStatement to, long number, Change change) throws SQLException {
    to.setString(1, change.state().name());
    bindWake(to, 2, change.wakeAt());
    to.setLong(3, number);
  }

  private static void bindWake(PreparedStatement to, int index, long wakeAt) throws SQLException {
    if (wakeAt == RunHeader.NEVER) {
      to.setNull(index, Types.BIGINT);
    } else {
      to.setLong(index, wakeAt);
    }
  }

  /** Binds the columns that {@link #INSERT_PLAIN} and {@link #INSERT_FULL} begin with. */
  static void bindPlain(PreparedStatement to, long run, JournalRecord row) throws SQLException {
    to.setLong(1, run);
    to.setInt(2, row.seq());
    to.setLong(3, row.at());
    to.setString(4, row.kind());
    to.setString(5, row.step());
    to.setInt(6, row.attempt());
    to.setBytes(7, row.payload());
  }

  static void bindFull(PreparedStatement to, long run, JournalRecord row) throws SQLException {
    bindPlain(to, run, row);
    Failure failure = row.failure();
    to.setLong(8, row.dueAt());
    to.setString(9, failure == null ? null : failure.kind().name());
    to.setString(10, failure == null ? null : failure.step());
    to.setString(11, failure == null ? null : failure.type());
    to.setString(12, failure == null ? null : failure.message());
    to.setString(13, row.origin());
    if (row.item() == JournalRecord.NO_ITEM) {
      to.setNull(14, Types.INTEGER);
    } else {
      to.setInt(14, row.item());
    }
  }

  /** Reads {@link #RUN_COLUMNS}. */
  static RunHeader header(ResultSet row) throws SQLException {
    long wakeAt = row.getLong(9);
    boolean never = row.wasNull();
    return new RunHeader(
        uuid(row.getBytes(1)),
        row.getString(2),
        row.getString(3),
        row.getInt(4),
        row.getString(5),
        row.getLong(6),
        value(RunState.class, row.getString(7)),
        row.getLong(8),
        never ? RunHeader.NEVER : wakeAt);
  }

  /** Reads what {@link #READ} selects. */
  static JournalRecord record(ResultSet row) throws SQLException {
    String kind = row.getString(7);
    Failure failure =
        kind == null
            ? null
            : new Failure(
                value(Failure.Kind.class, kind),
                row.getString(8),
                row.getString(9),
                row.getString(10));
    int item = row.getInt(13);
    boolean noItem = row.wasNull();
    return new JournalRecord(
        row.getInt(1),
        row.getLong(2),
        row.getString(3),
        row.getString(4),
        noItem ? JournalRecord.NO_ITEM : item,
        row.getInt(5),
        row.getLong(6),
        failure,
        row.getString(11),
        row.getBytes(12));
  }

  static <E extends Enum<E>> E value(Class<E> type, String name) {
    try {
      return Enum.valueOf(type, name);
    } catch (IllegalArgumentException e) {
      throw new JournalException(
          "The journal holds the "
              + type.getSimpleName()
              + " \""
              + name
              + "\", which this program does not know: a newer Skald wrote it. Start that one, or"
              + " a later one",
          e);
    }
  }
}
