package dev.skald.runtime.sqlite;

import dev.skald.runtime.RunState;
import dev.skald.runtime.spi.LockKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The queues of locks, as the connection that writes sees them. Whoever ends leaves its places as
 * they are: they do not count from then on, and are removed with some later write, so that an end
 * costs no more than its record.
 */
final class Places {

  /** The names of the states that nothing follows, as in a list of SQL. */
  static final String ENDS =
      Arrays.stream(RunState.values())
          .filter(RunState::isEnd)
          .map(state -> "'" + state + "'")
          .collect(Collectors.joining(", ", "(", ")"));

  private static final String TAKE =
      "INSERT INTO skald_place (name, key, ticket, run) VALUES (?1, ?2,"
          + " 1 + coalesce((SELECT max(ticket) FROM skald_place WHERE name = ?1 AND key = ?2), 0),"
          + " ?3) ON CONFLICT (run, name, key) DO NOTHING";

  /** CROSS, so that SQLite goes through the queue and stops at the first that counts. */
  static final String FIRST = first("?1", "?2");

  static final String NEXT_IN_LINE =
      "SELECT "
          + Rows.RUN_COLUMNS
          + " FROM skald_run WHERE number IN (SELECT ("
          + first("mine.name", "mine.key")
          + ") FROM skald_place mine WHERE mine.run = (SELECT number FROM skald_run WHERE id = ?))";

  static final String CLEAR =
      "DELETE FROM skald_place WHERE run = (SELECT number FROM skald_run WHERE id = ? AND state IN "
          + ENDS
          + ")";

  private static final String CLEAR_ALL =
      "DELETE FROM skald_place WHERE (SELECT state FROM skald_run WHERE number = run) IN " + ENDS;

  private final Connection connection;
  private final PreparedStatement take;
  private final PreparedStatement first;
  private final PreparedStatement clear;

  Places(Connection connection) throws SQLException {
    this.connection = connection;
    take = connection.prepareStatement(TAKE);
    first = connection.prepareStatement(FIRST);
    clear = connection.prepareStatement(CLEAR);
  }

  private static String first(String name, String key) {
    return "SELECT place.run FROM skald_place place CROSS JOIN skald_run other"
        + " ON other.number = place.run WHERE place.name = "
        + name
        + " AND place.key = "
        + key
        + " AND other.state NOT IN "
        + ENDS
        + " ORDER BY place.ticket LIMIT 1";
  }

  /** Takes a place in each queue, where the run has none yet; true if it stands first in all. */
  boolean ask(long run, List<LockKey> keys) throws SQLException {
    boolean holds = true;
    for (LockKey key : keys) {
      take.setString(1, key.name());
      take.setString(2, key.key());
      take.setLong(3, run);
      take.executeUpdate();
      holds &= first(key) == run;
    }
    return holds;
  }

  private long first(LockKey key) throws SQLException {
    first.setString(1, key.name());
    first.setString(2, key.key());
    try (ResultSet row = first.executeQuery()) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  /** Removes the places of a run, if it is at its end. */
  void clear(UUID run) throws SQLException {
    clear.setBytes(1, Rows.bytes(run));
    clear.executeUpdate();
  }

  /** Removes what former owners left of runs at their end. */
  void clearAll() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(CLEAR_ALL);
    }
  }
}
