package dev.skald.runtime.sqlite;

import dev.skald.runtime.spi.JournalTransaction;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A user's table beside those of the journal. */
final class Shelf {

  private Shelf() {}

  static void put(JournalTransaction transaction, String value) throws SQLException {
    Connection connection = transaction.resource(Connection.class);
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE IF NOT EXISTS shelf (value TEXT PRIMARY KEY)");
    }
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO shelf (value) VALUES (?)")) {
      insert.setString(1, value);
      insert.executeUpdate();
    }
  }

  /** What is durable, read on another connection. */
  static List<String> values(Path journal) throws SQLException {
    List<String> values = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + journal);
        Statement statement = connection.createStatement()) {
      if (!has(statement, "shelf")) {
        return values;
      }
      try (ResultSet row = statement.executeQuery("SELECT value FROM shelf ORDER BY value")) {
        while (row.next()) {
          values.add(row.getString(1));
        }
      }
    }
    return values;
  }

  private static boolean has(Statement statement, String table) throws SQLException {
    String sql = "SELECT 1 FROM sqlite_schema WHERE name = '" + table + "'";
    try (ResultSet row = statement.executeQuery(sql)) {
      return row.next();
    }
  }
}
