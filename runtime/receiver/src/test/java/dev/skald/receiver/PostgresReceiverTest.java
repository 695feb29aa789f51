package dev.skald.receiver;

import static java.util.Collections.nCopies;
import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A service that keeps its state in PostgreSQL: a real server, on a free port of this machine. */
class PostgresReceiverTest extends ProofContract {

  private static EmbeddedPostgres server;
  private static int databases;

  @TempDir private Path folder;

  @BeforeAll
  static void start() throws IOException {
    server =
        EmbeddedPostgres.builder().setDataDirectory(Path.of("target", "postgres-data")).start();
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  @Override
  String emptyDatabase() throws SQLException {
    String schema = "service_" + ++databases;
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE SCHEMA " + schema);
    }
    return server.getJdbcUrl("postgres", "postgres") + "&currentSchema=" + schema;
  }

  /** There a call that meets another one may fail; whoever calls again is answered. */
  @ParameterizedTest
  @ValueSource(strings = {"repeatable%20read", "serializable"})
  void stricterIsolationMayRefuseButNeverDoubles(String isolation) throws Exception {
    database.close();
    database =
        Database.existing(
            database.url()
                + "&options=-c%20default_transaction_isolation="
                + isolation.replace("%20", "%5C%20"));
    for (int round = 0; round < 10; round++) {
      String key = KEY + "#" + round;

      List<String> answers =
          Together.run(nCopies(8, () -> again(() -> reserve(key, "R-1").text())));
      List<Boolean> undone = Together.run(nCopies(8, () -> again(() -> release(key))));

      assertThat(answers).containsOnly("R-1");
      assertThat(undone).containsOnly(true);
      assertThat(database.effects(key)).containsExactly("R-1", "undone R-1");
    }
  }

  private static <T> T again(Callable<T> call) throws Exception {
    while (true) {
      try {
        return call.call();
      } catch (SQLException e) {
        // could not be serialized, or met a key that its snapshot does not show
        assertThat(e.getSQLState()).isIn("40001", "23505");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aKilledProcessLeavesAllOrNothing(Killed.When when) throws Exception {
    Killed.check(database, when, folder);
  }
}
