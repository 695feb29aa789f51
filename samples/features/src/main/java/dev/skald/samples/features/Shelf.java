package dev.skald.samples.features;

import dev.skald.receiver.Answer;
import dev.skald.receiver.Receiver;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** A service as it would stand behind HTTP: it knows keys and its own database, and no saga. */
final class Shelf {

  private final Receiver receiver = new Receiver();
  private final String database;

  private interface Work<T> {
    T with(Connection connection) throws SQLException;
  }

  Shelf(Path file) throws SQLException {
    database = "jdbc:sqlite:" + file + "?transaction_mode=IMMEDIATE&busy_timeout=3000";
    try (Connection connection = DriverManager.getConnection(database)) {
      Receiver.createTablesIfMissing(connection);
      change(connection, "CREATE TABLE goods (article TEXT)");
    }
  }

  /** Puts something on the shelf. The key is the caller's; its effect and its record are one. */
  Answer put(String key, String article) {
    return inTransaction(
        connection ->
            receiver.once(
                connection,
                key,
                () -> {
                  change(connection, "INSERT INTO goods VALUES (?)", article);
                  return Answer.of(article);
                }));
  }

  /** Undoes the call that had the key, whether it has come, has not come yet, or never will. */
  boolean take(String key) {
    return inTransaction(
        connection ->
            receiver.undo(
                connection,
                key,
                answer ->
                    change(connection, "DELETE FROM goods WHERE article = ?", answer.text())));
  }

  int goods() {
    return inTransaction(
        connection -> {
          try (var query = connection.prepareStatement("SELECT count(*) FROM goods");
              var rows = query.executeQuery()) {
            rows.next();
            return rows.getInt(1);
          }
        });
  }

  private static void change(Connection connection, String sql, String... values)
      throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setString(i + 1, values[i]);
      }
      statement.executeUpdate();
    }
  }

  private <T> T inTransaction(Work<T> work) {
    try (Connection connection = DriverManager.getConnection(database)) {
      connection.setAutoCommit(false);
      T result = work.with(connection); // what throws is rolled back when the connection closes
      connection.commit();
      return result;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
