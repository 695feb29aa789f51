package dev.skald.receiver;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A service's own database: the receiver's tables, and one of the service's; and a little pool. */
final class Database implements AutoCloseable {

  /** What a service does in one transaction. */
  interface Work<T, X extends Exception> {
    T with(Connection connection) throws SQLException, X;
  }

  private final String url;
  private final Queue<Connection> idle = new ConcurrentLinkedQueue<>();

  private Database(String url) {
    this.url = url;
  }

  /** Makes the tables in an empty database. */
  static Database create(String url) throws SQLException {
    Database database = existing(url);
    try (Connection connection = database.open();
        Statement statement = connection.createStatement()) {
      Receiver.createTablesIfMissing(connection);
      statement.execute(
          "CREATE TABLE effect (number INTEGER NOT NULL, idempotency_key VARCHAR(255) NOT NULL,"
              + " what VARCHAR(255) NOT NULL)");
    }
    return database;
  }

  static Database existing(String url) {
    return new Database(url);
  }

  String url() {
    return url;
  }

  Connection open() throws SQLException {
    return DriverManager.getConnection(url);
  }

  /** As services do it: one transaction, rolled back if anything is thrown. */
  <T, X extends Exception> T transaction(Work<T, X> work) throws SQLException, X {
    Connection pooled = idle.poll();
    Connection connection = pooled == null ? open() : pooled;
    try {
      connection.setAutoCommit(false);
      T result = work.with(connection);
      connection.commit();
      // As pools do; else SQLite's driver begins the next transaction, with its lock, at once.
      connection.setAutoCommit(true);
      idle.add(connection);
      return result;
    } catch (Throwable e) {
      connection.close(); // which rolls back
      throw e;
    }
  }

  Connection begin() throws SQLException {
    Connection connection = open();
    connection.setAutoCommit(false);
    return connection;
  }

  /** Writes down that something took place. */
  static void effect(Connection connection, String key, String what) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO effect SELECT count(*), CAST(? AS VARCHAR(255)),"
                + " CAST(? AS VARCHAR(255)) FROM effect")) {
      insert.setString(1, key);
      insert.setString(2, what);
      insert.executeUpdate();
    }
  }

  /** What took place for a key, in this order. */
  List<String> effects(String key) throws SQLException {
    return texts("SELECT what FROM effect WHERE idempotency_key = ? ORDER BY number", key);
  }

  /** The recorded state of a key; empty if nothing is known of it. */
  List<String> state(String key) throws SQLException {
    return texts("SELECT state FROM skald_receiver WHERE idempotency_key = ?", key);
  }

  int count(String table) throws SQLException {
    return Integer.parseInt(texts("SELECT count(*) FROM " + table).get(0));
  }

  private List<String> texts(String sql, String... arguments) throws SQLException {
    return transaction(
        connection -> {
          try (PreparedStatement select = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
              select.setString(i + 1, arguments[i]);
            }
            List<String> texts = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
              while (rows.next()) {
                texts.add(rows.getString(1));
              }
            }
            return texts;
          }
        });
  }

  @Override
  public void close() throws SQLException {
    for (Connection connection = idle.poll(); connection != null; connection = idle.poll()) {
      connection.close();
    }
  }
}
