package dev.skald.runtime.postgres;

import dev.skald.runtime.Failure;
import dev.skald.runtime.JournalException;
import dev.skald.runtime.RunState;
import dev.skald.runtime.journal.JournalRecord;
import dev.skald.runtime.journal.RunHeader;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Between rows and records. */
final class Rows {

  /** The names of the states that nothing follows, as in a list of SQL. */
  static final String ENDS =
      Arrays.stream(RunState.values())
          .filter(RunState::isEnd)
          .map(state -> "'" + state + "'")
          .collect(Collectors.joining(", ", "(", ")"));

  /** A header, of {@code r} (run) and {@code s} (standing, or no row). */
  static final String HEADER =
      "r.id, r.saga, r.key, r.version, r.fingerprint, r.epoch, coalesce(s.state, 'COMPLETED'),"
          + " r.started_at, s.wake_at";

  static final String HEADER_FROM = " FROM run r LEFT JOIN standing s ON s.run = r.id";

  static final String RECORD =
      "seq, at, kind, step, item, attempt, due_at, failure_kind, failure_step, failure_type,"
          + " failure_message, origin, payload";

  private Rows() {}

  /** Whether the run is as one that has no row of its own in {@code standing}. */
  static boolean isOver(RunState state, long wakeAt) {
    return state == RunState.COMPLETED && wakeAt == RunHeader.NEVER;
  }

  static @Nullable Long wake(long wakeAt) {
    return wakeAt == RunHeader.NEVER ? null : wakeAt;
  }

  /** Text as PostgreSQL can keep it; what cannot be kept is for people only. */
  static @Nullable String text(@Nullable String text) {
    return text == null || text.indexOf('\0') < 0 ? text : text.replace('\0', '\ufffd');
  }

  /** Text that stands for itself and must not become another one. */
  static boolean canBeKept(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\0') {
        return false;
      }
      if (Character.isSurrogate(c)) {
        boolean pair =
            Character.isHighSurrogate(c)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!pair) {
          return false;
        }
        i++;
      }
    }
    return true;
  }

  static List<RunHeader> headers(PreparedStatement query) throws SQLException {
    List<RunHeader> headers = new ArrayList<>();
    try (ResultSet row = query.executeQuery()) {
      while (row.next()) {
        headers.add(header(row));
      }
    }
    return headers;
  }

  /** Reads {@link #HEADER}. */
  static RunHeader header(ResultSet row) throws SQLException {
    long wakeAt = row.getLong(9);
    boolean never = row.wasNull();
    return new RunHeader(
        uuid(row, 1),
        row.getString(2),
        row.getString(3),
        row.getInt(4),
        row.getString(5),
        row.getLong(6),
        value(RunState.class, row.getString(7)),
        row.getLong(8),
        never ? RunHeader.NEVER : wakeAt);
  }

  static UUID uuid(ResultSet row, int column) throws SQLException {
    return row.getObject(column, UUID.class);
  }

  /** Reads {@link #RECORD}. */
  static JournalRecord record(ResultSet row) throws SQLException {
    int item = row.getInt(5);
    boolean noItem = row.wasNull();
    String kind = row.getString(8);
    Failure failure =
        kind == null
            ? null
            : new Failure(
                value(Failure.Kind.class, kind),
                row.getString(9),
                row.getString(10),
                row.getString(11));
    return new JournalRecord(
        row.getInt(1),
        row.getLong(2),
        row.getString(3),
        row.getString(4),
        noItem ? JournalRecord.NO_ITEM : item,
        row.getInt(6),
        row.getLong(7),
        failure,
        row.getString(12),
        row.getBytes(13));
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
