package dev.skald.runtime.postgres;

import dev.skald.runtime.JournalException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;

/**
 * Takes connections from the user's source, and sets them up: each statement by itself, bounded in
 * time, and sure to reach the disk. They are given back as they were.
 */
final class Connections {

  /** After this a connection that does not answer counts as broken; longer than any statement. */
  private static final int NETWORK_TIMEOUT_MILLIS = 7_000;

  private static final List<String> CHANGED =
      List.of(
          "statement_timeout",
          "lock_timeout",
          "idle_in_transaction_session_timeout",
          "application_name",
          "search_path",
          "jit",
          "plan_cache_mode");

  private final DataSource source;
  private final Place place;

  Connections(DataSource source, Place place) {
    this.source = source;
    this.place = place;
  }

  Place place() {
    return place;
  }

  /** A connection of ours, to be given back by {@link #giveBack}. */
  Connection open() throws SQLException {
    Connection connection = source.getConnection();
    try {
      connection.setAutoCommit(true);
      connection.setReadOnly(false);
      connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
      connection.setNetworkTimeout(Runnable::run, NETWORK_TIMEOUT_MILLIS);
      try (Statement statement = connection.createStatement()) {
        statement.execute(
            "SET statement_timeout = '5s'; SET lock_timeout = '2s';"
                + " SET idle_in_transaction_session_timeout = '3s';"
                + " SET application_name = 'skald'; SET search_path TO "
                + place.quoted()
                + ", pg_catalog, pg_temp;"
                // All that is asked for stands in an index; plans must not change with what is in
                // it.
                + " SET jit = off; SET plan_cache_mode = force_generic_plan");
      }
      checkDurable(connection);
      return connection;
    } catch (SQLException | RuntimeException e) {
      closeAfter(connection, e);
      throw e;
    }
  }

  /** A connection for a user's transaction, as the source gives it. */
  Connection openForUser() throws SQLException {
    return source.getConnection();
  }

  /** On every connection, for a fail-over may have led to another server. */
  private void checkDurable(Connection connection) throws SQLException {
    String sql =
        "SELECT current_setting('fsync'), current_setting('synchronous_commit'),"
            + " pg_is_in_recovery(), current_setting('server_version_num')::int,"
            + " current_setting('server_version'), current_setting('server_encoding')";
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      if (row.getInt(4) < 140_000) {
        throw Errors.unfit(
            place,
            "the server is PostgreSQL " + row.getString(5),
            "Use PostgreSQL 14 or a later one");
      }
      if (row.getString(1).equals("off")) {
        throw Errors.unfit(
            place,
            "the server runs with fsync = off, and loses what it acknowledged when it crashes",
            "Set fsync = on in its configuration, and start it again");
      }
      if (row.getString(2).equals("off")) {
        throw Errors.unfit(
            place,
            "synchronous_commit is off, so that a commit is acknowledged before it is on the disk",
            "Set it to on (or to local, remote_write or remote_apply), for the server, the database"
                + " and the user");
      }
      if (row.getBoolean(3)) {
        throw Errors.unfit(place, "the server is a standby, in recovery", "Connect to the primary");
      }
      if (!row.getString(6).equals("UTF8")) {
        throw Errors.unfit(
            place,
            "the database's encoding is " + row.getString(6) + ", which cannot hold every text",
            "Make a database with ENCODING 'UTF8'");
      }
    }
  }

  /** Gives a connection back in the state it was taken in. */
  void giveBack(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("RESET " + String.join("; RESET ", CHANGED));
    } finally {
      connection.close();
    }
  }

  static void closeAfter(AutoCloseable resource, Exception cause) {
    try {
      resource.close();
    } catch (Exception e) {
      cause.addSuppressed(e);
    }
  }

  /**
   * A pooler that lends a server's connection for each transaction mixes up what one session sets
   * with what another one sets.
   */
  void checkSessions(Connection one, Connection other) throws SQLException {
    String mark = "skald.session";
    set(one, mark, "one");
    set(other, mark, "other");
    try (Statement statement = one.createStatement();
        ResultSet row = statement.executeQuery("SELECT current_setting('" + mark + "', true)")) {
      row.next();
      if (!"one".equals(row.getString(1))) {
        throw new JournalException(
            "The journal "
                + place
                + " cannot be used: two connections share one session of the server, as behind a"
                + " pooler such as PgBouncer in transaction mode. Connect to the server itself, or"
                + " through a pool in session mode");
      }
    }
  }

  private static void set(Connection connection, String name, String value) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET " + name + " = '" + value + "'");
    }
  }
}
