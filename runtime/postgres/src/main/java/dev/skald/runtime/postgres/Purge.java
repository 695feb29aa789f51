package dev.skald.runtime.postgres;

import dev.skald.runtime.postgres.Tenure.Hold;
import dev.skald.runtime.spi.PurgePage;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Removes runs that ended long ago. Which ones is looked for beside the writer; only what is to go
 * is looked at again, and removed, in its turn, by a function that removes nothing else.
 */
final class Purge {

  /** In the order of creation; what concerns the journal is asked of runs at their end only. */
  static final String PAGE =
      "SELECT r.id, r.started_at, j.seq, coalesce(j.at, r.started_at),"
          + " s.run IS NULL OR s.state IN "
          + Rows.ENDS
          + " FROM run r LEFT JOIN standing s ON s.run = r.id"
          + " LEFT JOIN LATERAL (SELECT l.seq, l.at FROM journal l WHERE l.run = r.id"
          + " AND (s.run IS NULL OR s.state IN "
          + Rows.ENDS
          + ") ORDER BY l.seq DESC LIMIT 1) j ON true"
          + " WHERE r.id > ? AND r.shard = ANY (?) ORDER BY r.id LIMIT ?";

  private static final String REMOVE = "SELECT purge(?, %s, ?, ?)";

  /** How many records are removed by one statement, about. */
  private static final int MOST_RECORDS = 500;

  private static final UUID BEFORE_ALL = new UUID(0, 0);

  private Purge() {}

  /**
   * What is to go of a page.
   *
   * @param runs the runs' identities
   * @param next where the next page begins, {@code null} for nowhere
   */
  record Found(List<UUID> runs, @Nullable String next) {

    PurgePage removed(int count) {
      return new PurgePage(count, next);
    }
  }

  static Found page(
      Connection connection,
      Map<Integer, Hold> holds,
      long before,
      @Nullable String cursor,
      int limit)
      throws SQLException {
    List<UUID> runs = new ArrayList<>();
    long records = 0;
    boolean old = false;
    int looked = 0;
    UUID last = cursor == null ? BEFORE_ALL : UUID.fromString(cursor);
    try (PreparedStatement query = connection.prepareStatement(PAGE)) {
      query.setObject(1, last);
      query.setArray(2, connection.createArrayOf("int4", holds.keySet().toArray()));
      query.setInt(3, limit);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          long ofRun = row.getLong(3) + 1;
          boolean over = row.getBoolean(5) && row.getLong(4) < before;
          if (over && !runs.isEmpty() && records + ofRun > MOST_RECORDS) {
            return new Found(runs, last.toString());
          }
          last = Rows.uuid(row, 1);
          old |= row.getLong(2) < before;
          looked++;
          if (over) {
            runs.add(last);
            records += ofRun;
          }
        }
      }
    }
    return new Found(runs, looked < limit || !old ? null : last.toString());
  }

  /** Removes what is still over, and in shards that are still held; answers how many. */
  static int remove(Connection connection, Tenure tenure, List<UUID> runs, long before)
      throws SQLException {
    Columns fence = new Columns("int4", "int8", "int8");
    tenure.holds().forEach((shard, hold) -> fence.add(shard, hold.epoch(), hold.turn()));
    String sql = REMOVE.formatted(fence.arrays());
    try (PreparedStatement remove = connection.prepareStatement(sql)) {
      remove.setObject(1, tenure.node());
      int index = fence.bindArrays(remove, 2);
      remove.setArray(index, connection.createArrayOf("uuid", runs.toArray()));
      remove.setLong(index + 1, before);
      try (ResultSet row = remove.executeQuery()) {
        row.next();
        return row.getInt(1);
      }
    }
  }
}
