package dev.skald.runtime.postgres;

import dev.skald.runtime.JournalException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Recognizes a journal, and makes a new one where there is none and the user may. */
final class Schema {

  private static final Logger LOG = LoggerFactory.getLogger(PostgresJournal.class);

  private static final int VERSION = 1;
  private static final String FILE = "V1__journal.sql";

  /** "SKLD" in ASCII, twice: one node at a time makes the tables. */
  private static final long MAKING = 0x534B4C44_534B4C44L;

  private static final String LACKS_RIGHTS = "42501";

  private final Place place;

  Schema(Place place) {
    this.place = place;
  }

  /** Returns if the tables are there, and are those that this program knows. */
  void ensure(Connection connection) throws SQLException {
    if (!isThere(connection)) {
      make(connection);
    }
    check(connection);
  }

  private boolean isThere(Connection connection) throws SQLException {
    // The catalogue itself: to_regclass() may not have heard yet of what was just committed.
    String sql =
        "SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            + " WHERE c.relname = 'journal_schema' AND n.nspname = '"
            + place.schema()
            + "'";
    return single(connection, sql) != null;
  }

  private void check(Connection connection) throws SQLException {
    String found;
    try {
      found = single(connection, "SELECT version || ' ' || shards FROM journal_schema");
    } catch (SQLException e) {
      throw Errors.failed(place, "Opening", e);
    }
    if (!(VERSION + " " + Shards.COUNT).equals(found)) {
      throw Errors.unfit(
          place,
          "its tables have version and shards "
              + found
              + ", this program knows "
              + VERSION
              + " "
              + Shards.COUNT,
          "A newer Skald made them: start that one, or a later one");
    }
  }

  /** In one transaction: all of it, or nothing. */
  private void make(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("SELECT pg_advisory_xact_lock(" + MAKING + ")");
      if (!isThere(connection)) {
        String schema = "SELECT 1 FROM pg_namespace WHERE nspname = '" + place.schema() + "'";
        if (single(connection, schema) == null) {
          statement.execute("CREATE SCHEMA " + place.quoted());
        }
        statement.execute(resource(FILE));
        LOG.info("Made the tables of the journal {}", place);
      }
      connection.commit();
    } catch (SQLException e) {
      rollBackAfter(connection, e);
      if (LACKS_RIGHTS.equals(e.getSQLState())) {
        throw notMade(e);
      }
      throw e;
    } finally {
      connection.setAutoCommit(true);
    }
  }

  private static void rollBackAfter(Connection connection, SQLException cause) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }

  private JournalException notMade(SQLException e) {
    return new JournalException(
        "The journal "
            + place
            + " has no tables yet, and this user may not make them ("
            + e.getMessage()
            + "): apply "
            + FILE
            + ", then roles.sql, both from the jar of skald-postgres (dev/skald/runtime/postgres),"
            + " with this schema first in the search path",
        e);
  }

  private static String single(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? row.getString(1) : null;
    }
  }

  private static String resource(String name) {
    try (InputStream in = Schema.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("The jar of skald-postgres lacks " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
