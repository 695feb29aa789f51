package dev.skald.processor.fuzz;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What transactional steps write into the journal's database: each call a row, which stands only if
 * the journal says that the call returned.
 */
final class Ledger {

  /** Of a journal that has no transactions. */
  static final Ledger NONE = new Ledger(Optional.empty());

  private final Optional<Path> database;

  private Ledger(Optional<Path> database) {
    this.database = database;
  }

  /**
   * The ledger in a journal.
   *
   * @param database the file of the journal
   */
  static Ledger in(Path database) {
    return new Ledger(Optional.of(database));
  }

  /** Writes within the transaction of a call. */
  static void enter(Connection connection, String run, String unit) {
    try (PreparedStatement table =
        connection.prepareStatement("create table if not exists made_up (run text, unit text)")) {
      table.execute();
      try (PreparedStatement row =
          connection.prepareStatement("insert into made_up values (?, ?)")) {
        row.setString(1, run);
        row.setString(2, unit);
        row.execute();
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** How often each step of a run stands written, or each item of one. */
  Map<String, Integer> rows(String run) {
    return database.map(file -> rows(file, run)).orElse(Map.of());
  }

  private static Map<String, Integer> rows(Path file, String run) {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        PreparedStatement query =
            connection.prepareStatement(
                "select unit, count(*) from made_up where run = ? group by unit")) {
      query.setString(1, run);
      Map<String, Integer> rows = new HashMap<>();
      try (ResultSet found = query.executeQuery()) {
        while (found.next()) {
          rows.put(found.getString(1), found.getInt(2));
        }
      }
      return rows;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
