package dev.skald.runtime.sqlite;

import dev.skald.runtime.spi.PurgePage;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Removes runs that ended long ago. Which ones is looked for beside the writer; only what is to go
 * is looked at again, and removed, in its turn.
 */
final class Purge {

  /** In the order of creation; what concerns the journal is asked of runs at their end only. */
  static final String PAGE =
      "SELECT number, started_at,"
          + ofEnded("coalesce((SELECT max(seq) FROM skald_journal WHERE run = number), 0)")
          + ","
          + ofEnded(lastAt())
          + " FROM skald_run WHERE number > ? ORDER BY number LIMIT ?";

  static final String REMOVE =
      "DELETE FROM skald_run WHERE number = ? AND state IN "
          + Places.ENDS
          + " AND "
          + lastAt()
          + " < ? RETURNING id";

  /** How many records are removed in one transaction, about. */
  private static final int MOST_RECORDS = 500;

  private static final List<String> KEPT_OF_A_RUN =
      List.of("DELETE FROM skald_journal WHERE run = ?", "DELETE FROM skald_place WHERE run = ?");

  private Purge() {}

  private static String ofEnded(String value) {
    return " CASE WHEN state IN " + Places.ENDS + " THEN " + value + " END";
  }

  private static String lastAt() {
    return "coalesce((SELECT at FROM skald_journal WHERE run = number ORDER BY seq DESC LIMIT 1),"
        + " started_at)";
  }

  /**
   * What is to go of a page.
   *
   * @param runs the runs' numbers
   * @param next where the next page begins, {@code null} for nowhere
   */
  record Found(List<Long> runs, @Nullable String next) {

    PurgePage removed(int count) {
      return new PurgePage(count, next);
    }
  }

  static Found page(PreparedStatement query, long before, long after, int limit)
      throws SQLException {
    query.setLong(1, after);
    query.setInt(2, limit);
    List<Long> runs = new ArrayList<>();
    long records = 0;
    boolean old = false;
    int looked = 0;
    long last = after;
    try (ResultSet row = query.executeQuery()) {
      while (row.next()) {
        long ofRun = row.getLong(3) + 1;
        boolean over = !row.wasNull() && row.getLong(4) < before;
        if (over && !runs.isEmpty() && records + ofRun > MOST_RECORDS) {
          return new Found(runs, Long.toString(last));
        }
        last = row.getLong(1);
        old |= row.getLong(2) < before;
        looked++;
        if (over) {
          runs.add(last);
          records += ofRun;
        }
      }
    }
    return new Found(runs, looked < limit || !old ? null : Long.toString(last));
  }

  /** Removes what is still over; the caller commits. Answers the identities of what is gone. */
  static List<UUID> remove(Session session, List<Long> runs, long before) throws SQLException {
    List<UUID> gone = new ArrayList<>();
    List<Long> numbers = new ArrayList<>();
    try (PreparedStatement remove = session.prepare(REMOVE)) {
      for (long number : runs) {
        remove.setLong(1, number);
        remove.setLong(2, before);
        try (ResultSet row = remove.executeQuery()) {
          if (row.next()) {
            gone.add(Rows.uuid(row.getBytes(1)));
            numbers.add(number);
          }
        }
      }
    }
    for (String sql : KEPT_OF_A_RUN) {
      try (PreparedStatement remove = session.prepare(sql)) {
        for (long number : numbers) {
          remove.setLong(1, number);
          remove.addBatch();
        }
        remove.executeBatch();
      }
    }
    return gone;
  }
}
