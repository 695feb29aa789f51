package dev.skald.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records go when they are old, in portions, and not before. */
class PurgeTest {

  private static final Duration WEEK = Duration.ofDays(7);

  @TempDir private Path folder;
  private Instant now = Instant.parse("2026-03-01T12:00:00Z");
  private final Receiver receiver = new Receiver(() -> now);
  private Database database;

  @BeforeEach
  void createDatabase() throws SQLException {
    database = Database.create("jdbc:sqlite:" + folder.resolve("service.db"));
  }

  @AfterEach
  void closeDatabase() throws SQLException {
    database.close();
  }

  @Test
  void theOldestGoFirstAndNoMoreThanAskedFor() throws Exception {
    for (int i = 0; i < 5; i++) {
      call("key-" + i);
      now = now.plusSeconds(1);
    }
    now = now.plus(WEEK);

    assertThat(purge(2)).isEqualTo(2);
    assertThat(database.state("key-1")).isEmpty();
    assertThat(database.state("key-2")).isNotEmpty();
    assertThat(purge(2)).isEqualTo(2);
    assertThat(purge(2)).isEqualTo(1);
    assertThat(purge(2)).isZero();
  }

  @Test
  void youngOnesStayToTheMillisecond() throws Exception {
    call("old");
    now = now.plusMillis(1);
    call("young");
    now = now.plus(WEEK);

    assertThat(purge(10)).isEqualTo(1);
    assertThat(database.state("old")).isEmpty();
    assertThat(database.state("young")).isNotEmpty();
  }

  @Test
  void aRepeatedCallOrUndoMakesARecordYoung() throws Exception {
    for (String key : new String[] {"called", "undone", "left"}) {
      call(key);
    }
    now = now.plus(WEEK);
    call("called");
    database.transaction(c -> receiver.undo(c, "undone", answer -> {}));
    now = now.plusSeconds(1);

    assertThat(purge(10)).isEqualTo(1);
    assertThat(database.state("left")).isEmpty();
    assertThat(database.effects("called")).hasSize(1);
  }

  @Test
  void epochsGoAfterRecordsUnderOneLimit() throws Exception {
    call("run-1:a");
    for (int run = 1; run <= 3; run++) {
      String key = "run-" + run + ":a";
      database.transaction(
          c -> {
            receiver.fence(c, key, 1);
            return true;
          });
    }
    now = now.plus(WEEK).plusSeconds(1);

    assertThat(purge(1)).isEqualTo(1);
    assertThat(database.count("skald_receiver_epoch")).isEqualTo(3);
    assertThat(purge(2)).isEqualTo(2);
    assertThat(purge(2)).isEqualTo(1);
  }

  /** The documented price: whoever purges too early has the effect twice. */
  @Test
  void withItsRecordAKeyLosesItsProtection() throws Exception {
    call("key");
    now = now.plus(WEEK).plusSeconds(1);
    purge(10);
    call("key");

    assertThat(database.effects("key")).hasSize(2);
  }

  @Test
  void nonsenseIsRefused() throws Exception {
    try (Connection connection = database.open()) {
      assertThatIllegalArgumentException().isThrownBy(() -> receiver.purge(connection, WEEK, 0));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> receiver.purge(connection, Duration.ofMillis(-1), 1));
    }
  }

  private void call(String key) throws SQLException {
    database.transaction(c -> receiver.once(c, key, () -> ReceiverContract.reserved(c, key, "R")));
  }

  private int purge(int limit) throws SQLException {
    return database.transaction(c -> receiver.purge(c, WEEK, limit));
  }
}
