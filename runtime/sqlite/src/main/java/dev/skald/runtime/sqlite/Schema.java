package dev.skald.runtime.sqlite;

import dev.skald.runtime.JournalException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Recognizes a journal, and makes a new one. */
final class Schema {

  /** "SKLD" in ASCII, in the header of every journal. */
  private static final int APPLICATION = 0x534B4C44;

  private static final int VERSION = 1;

  private Schema() {}

  /**
   * Whether the file is empty; throws if it is neither that nor a journal of a known version.
   * Changes nothing.
   */
  static boolean isNew(Connection connection, Path file) throws SQLException {
    long tables = number(connection, "SELECT count(*) FROM sqlite_schema");
    long application = number(connection, "PRAGMA application_id");
    long version = number(connection, "PRAGMA user_version");
    if (tables == 0 && application == 0 && version == 0) {
      return true;
    }
    if (application != APPLICATION) {
      throw new JournalException(
          "The file "
              + file
              + " is a SQLite database of another program: a journal needs a file of its own. Name"
              + " one that does not exist yet");
    }
    if (version != VERSION) {
      throw new JournalException(
          "The journal "
              + file
              + " has schema version "
              + version
              + ", this program knows version "
              + VERSION
              + ": a newer Skald wrote it. Start that one, or a later one");
    }
    return false;
  }

  /** Makes the tables in one transaction. */
  static void create(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(resource("V1__journal.sql"));
      statement.execute("PRAGMA application_id = " + APPLICATION);
      statement.execute("PRAGMA user_version = " + VERSION);
    }
    connection.commit();
  }

  private static long number(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return result.getLong(1);
    }
  }

  private static String resource(String name) {
    try (InputStream in = Schema.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("The jar of skald-sqlite lacks " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
