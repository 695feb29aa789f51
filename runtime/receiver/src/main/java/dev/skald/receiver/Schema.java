package dev.skald.receiver;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes the tables. */
final class Schema {

  private static final String FILE = "V1__receiver.sql";

  private Schema() {}

  static void createIfMissing(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements()) {
        create(statement, sql);
      }
    }
  }

  /**
   * Another instance may be making the same at this moment, against which IF NOT EXISTS is no guard
   * everywhere. When that has failed here, the other one has ended; so the second attempt finds
   * what it made, or tells what is wrong.
   */
  private static void create(Statement statement, String sql) throws SQLException {
    try {
      statement.execute(sql);
    } catch (SQLException e) {
      try {
        statement.execute(sql);
      } catch (SQLException again) {
        again.addSuppressed(e);
        throw again;
      }
    }
  }

  private static List<String> statements() {
    String text =
        resource()
            .lines()
            .filter(line -> !line.strip().startsWith("--"))
            .collect(Collectors.joining("\n"));
    return Stream.of(text.split(";")).map(String::strip).filter(sql -> !sql.isEmpty()).toList();
  }

  private static String resource() {
    try (InputStream in = Schema.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException("The jar of skald-receiver lacks " + FILE);
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
