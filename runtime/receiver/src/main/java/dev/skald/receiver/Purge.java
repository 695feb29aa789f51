package dev.skald.receiver;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Removes rows that nobody has asked for since some moment, a bounded number at a time. */
final class Purge {

  private final Connection connection;
  private final long before;

  Purge(Connection connection, long before) {
    this.connection = connection;
    this.before = before;
  }

  int records(int limit) throws SQLException {
    return purge(
        "SELECT idempotency_key FROM skald_receiver WHERE seen_at < ? ORDER BY seen_at",
        "DELETE FROM skald_receiver WHERE idempotency_key = ? AND seen_at < ?",
        limit);
  }

  int epochs(int limit) throws SQLException {
    return purge(
        "SELECT run FROM skald_receiver_epoch WHERE seen_at < ? ORDER BY seen_at",
        "DELETE FROM skald_receiver_epoch WHERE run = ? AND seen_at < ?",
        limit);
  }

  private int purge(String select, String delete, int limit) throws SQLException {
    int removed = 0;
    try (PreparedStatement statement = connection.prepareStatement(delete)) {
      for (String key : oldest(select, limit)) {
        statement.setString(1, key);
        // Asked again, because the key may have been called since it was found.
        statement.setLong(2, before);
        removed += statement.executeUpdate();
      }
    }
    return removed;
  }

  private List<String> oldest(String sql, int limit) throws SQLException {
    List<String> keys = new ArrayList<>();
    if (limit == 0) {
      return keys;
    }
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      // And not LIMIT, which not every database has; 0 would mean no limit.
      select.setMaxRows(limit);
      select.setLong(1, before);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          keys.add(rows.getString(1));
        }
      }
    }
    return keys;
  }
}
