package dev.skald.runtime.postgres;

import dev.skald.runtime.spi.JournalTransaction;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** A table of a user's, beside the journal. */
final class Shelf {

  private Shelf() {}

  static void empty(DataSource source) throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE IF NOT EXISTS shelf (value text NOT NULL)");
      statement.execute("TRUNCATE shelf");
    }
  }

  static void put(JournalTransaction transaction, String value) throws SQLException {
    Connection connection = transaction.resource(Connection.class);
    try (PreparedStatement insert = connection.prepareStatement("INSERT INTO shelf VALUES (?)")) {
      insert.setString(1, value);
      insert.executeUpdate();
    }
  }

  static List<String> values(DataSource source) throws SQLException {
    List<String> values = new ArrayList<>();
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT value FROM shelf")) {
      while (row.next()) {
        values.add(row.getString(1));
      }
    }
    return values;
  }
}
