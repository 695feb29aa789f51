package dev.skald.runtime.sqlite;

import static dev.skald.runtime.spi.WriteResult.DURABLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.runtime.RunState;
import dev.skald.runtime.journal.RunHeader;
import dev.skald.runtime.spi.JournalStore;
import dev.skald.runtime.spi.JournalWrite.Append;
import dev.skald.runtime.spi.JournalWrite.Change;
import dev.skald.runtime.spi.JournalWrite.Lock;
import dev.skald.runtime.spi.LockKey;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The places of ended runs do not pile up. */
class PlacesTest {

  @TempDir Path directory;
  private Path file;
  private JournalStore store;

  @BeforeEach
  void open() {
    file = directory.resolve("sagas.db");
    store = SqliteJournal.at(file).open();
  }

  @AfterEach
  void close() {
    store.close();
  }

  private void hold(int number) {
    List<LockKey> keys = List.of(new LockKey("a", "" + number), new LockKey("b", "" + number));
    Lock lock = new Lock(Runs.id(number), Runs.epoch(store), keys);
    assertThat(store.commit(List.of(Runs.create(number, 10), lock))).containsOnly(DURABLE);
  }

  private void end(int number) {
    Change end = new Change(RunState.COMPLETED, RunHeader.NEVER);
    Append part =
        new Append(Runs.id(number), Runs.epoch(store), List.of(Runs.row(number, 1, 10)), end);
    assertThat(store.commit(List.of(part))).containsExactly(DURABLE);
  }

  private int places() throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement();
        ResultSet count = statement.executeQuery("SELECT count(*) FROM skald_place")) {
      return count.getInt(1);
    }
  }

  @Test
  void theyGoWithALaterCommitWhenTheNextInLineWereFound() throws SQLException {
    for (int number = 0; number < 5; number++) {
      hold(number);
    }
    assertThat(places()).isEqualTo(10);
    for (int number = 0; number < 4; number++) {
      end(number);
      store.nextInLine(Runs.id(number));
    }
    store.nextInLine(Runs.id(4));
    end(4);
    assertThat(places()).as("all but the last, which went on when asked about").isEqualTo(2);
  }

  @Test
  void whatIsLeftGoesWhenTheJournalIsOpenedAgain() throws SQLException {
    hold(1);
    hold(2);
    end(1);
    assertThat(places()).isEqualTo(4);
    store.close();

    store = SqliteJournal.at(file).open();

    assertThat(places()).isEqualTo(2);
  }
}
