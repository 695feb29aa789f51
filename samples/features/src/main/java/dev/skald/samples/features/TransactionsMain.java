package dev.skald.samples.features;

import static dev.skald.samples.features.Story.PATIENCE;
import static dev.skald.samples.features.Story.inFolder;
import static dev.skald.samples.features.Story.tell;

import dev.skald.Saga;
import dev.skald.Step;
import dev.skald.StepContext;
import dev.skald.Timeout;
import dev.skald.runtime.SagaEngine;
import dev.skald.runtime.engine.Skald;
import dev.skald.runtime.sqlite.SqliteJournal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** A step in the journal's own database: its effect and its record commit together. */
public final class TransactionsMain {

  record Sale(String article, int pieces) {}

  private static final String TABLE =
      "CREATE TABLE IF NOT EXISTS sales (article TEXT, pieces INTEGER)";

  @Saga
  @Timeout("3s")
  static class CountSale {

    @Step(transactional = true)
    int count(Sale sale, Connection connection, StepContext step) throws SQLException {
      try (var table = connection.prepareStatement(TABLE)) {
        table.executeUpdate();
      }
      try (var insert = connection.prepareStatement("INSERT INTO sales VALUES (?, ?)")) {
        insert.setString(1, sale.article());
        insert.setInt(2, sale.pieces());
        insert.executeUpdate();
      }
      int pieces = pieces(connection);
      tell("  attempt " + step.attempt() + " makes it " + pieces);
      if (step.attempt() == 1) {
        throw new SQLException("something goes wrong after the insert");
      }
      return pieces;
    }
  }

  private static int pieces(Connection connection) throws SQLException {
    try (var query = connection.prepareStatement("SELECT coalesce(sum(pieces), 0) FROM sales");
        var rows = query.executeQuery()) {
      rows.next();
      return rows.getInt(1);
    }
  }

  private TransactionsMain() {}

  public static void main(String[] args) throws Exception {
    inFolder(folder -> play(folder.resolve("shop.db")));
  }

  private static void play(Path file) throws SQLException {
    try (SagaEngine engine = Skald.on(SqliteJournal.at(file)).open()) {
      var sales = new TransactionsMain_CountSaleOrchestrator(engine, new CountSale());
      tell("Three drums are sold");
      tell("  " + sales.start("sale-1", new Sale("drum", 3)).await(PATIENCE));
      tell("  the same again: " + sales.start("sale-1", new Sale("drum", 3)).await(PATIENCE));
    }
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      tell("In the table: " + pieces(connection));
    }
  }
}
