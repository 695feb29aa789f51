package dev.skald.runtime.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Even if something that ends a transaction came through, the journal would see it. */
class SharedConnectionTest {

  @TempDir Path directory;
  private Connection raw;
  private SharedConnection shared;

  @BeforeEach
  void begin() throws SQLException {
    raw = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("some.db"));
    raw.setAutoCommit(false);
    shared = new SharedConnection(raw);
    try (Statement statement = shared.connection().createStatement()) {
      statement.executeUpdate("CREATE TABLE t (x)");
    }
  }

  @AfterEach
  void close() throws SQLException {
    raw.close();
  }

  @Test
  void aTransactionThatGoesOnIsWhole() {
    shared.end();
    assertThat(shared.isWhole()).isTrue();
    assertThat(shared.isWhole()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"COMMIT", "ROLLBACK"})
  void oneThatWasEndedIsNot(String sql) throws SQLException {
    try (Statement statement = raw.createStatement()) {
      statement.executeUpdate(sql);
    }
    shared.end();
    assertThat(shared.isWhole()).isFalse();
    assertThat(shared.isWhole()).isFalse();
  }
}
