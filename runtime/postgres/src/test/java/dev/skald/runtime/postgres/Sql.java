package dev.skald.runtime.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.awaitility.Awaitility;

/** What tests do to the database behind the nodes' backs. */
final class Sql {

  private Sql() {}

  static void run(DataSource source, String sql) throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  static long number(DataSource source, String sql) throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  /** Lets the leases of all nodes lapse, as the server sees it. */
  static void lapse(DataSource source, Place place) throws SQLException {
    run(
        source,
        "UPDATE " + place.quoted() + ".node SET expires_at = clock_timestamp() - '1s'::interval");
  }

  /** Waits until somebody waits for a lock. */
  static void awaitWaiting(DataSource source) {
    await(() -> isAnybodyWaiting(source));
  }

  static boolean isAnybodyWaiting(DataSource source) throws SQLException {
    String sql =
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            + " AND wait_event_type = 'Lock'";
    return number(source, sql) > 0;
  }

  static void await(Callable<Boolean> condition) {
    Awaitility.await()
        .atMost(60, TimeUnit.SECONDS)
        .pollInterval(5, TimeUnit.MILLISECONDS)
        .until(condition);
  }
}
