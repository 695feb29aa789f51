package dev.skald.runtime.postgres;

import static dev.skald.runtime.spi.WriteResult.DURABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.skald.localpostgres.LocalPostgres;
import dev.skald.runtime.JournalException;
import dev.skald.runtime.journal.JournalRecord;
import dev.skald.runtime.journal.RunHeader;
import dev.skald.runtime.spi.JournalTransaction;
import dev.skald.runtime.spi.JournalWrite;
import dev.skald.runtime.spi.UnknownCommitException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** Servers on disks that fill up while a node writes. */
@Timeout(300)
class DiskFullTest {

  private static final int ROWS = 3;

  @TempDir Path directory;
  private final Place place = new Place(Databases.schema());

  /** The tables do not fit any more; the log of the server does. */
  @Test
  void afterSomeSpaceIsFreedTheSameNodeGoesOn() throws Exception {
    LocalPostgres server = LocalPostgres.shared();
    try (SmallDisk disk = SmallDisk.mounted(directory, 32)) {
      Path tables = Files.createDirectory(disk.path.resolve("tables"));
      server.execute("CREATE TABLESPACE small LOCATION '" + tables + "'");
      String name = server.newDatabase();
      server.execute("ALTER DATABASE " + name + " SET TABLESPACE small");
      try (Node node = Node.begun(server.source(name), place)) {
        goesOnWhenThereIsSpace(node, disk, server.source(name));
      } finally {
        server.execute("DROP DATABASE " + name + " WITH (FORCE)");
        server.execute("DROP TABLESPACE small");
      }
    }
  }

  private void goesOnWhenThereIsSpace(Node node, SmallDisk disk, PGSimpleDataSource database)
      throws Exception {
    Shelf.empty(database);
    RunHeader run = node.given("o-1");
    disk.fill();

    Written written = writeUntilItFails(node, run);
    assertThat(written.failure)
        .isInstanceOf(JournalException.class)
        .isNotInstanceOf(UnknownCommitException.class)
        .hasMessageContaining("disk is full");
    assertThat(node.count(run)).as("nothing is lost, nothing half written").isEqualTo(written.next);
    assertThat(node.cluster().renew().epochs()).as("its lease goes on").hasSize(Shards.COUNT);
    aTransactionIsLostAsAWhole(node, run, database);

    disk.free();

    assertThat(node.store.owns(run)).isTrue();
    assertThat(node.store.commit(List.of(large(run, written.next)))).containsExactly(DURABLE);
    assertThat(node.count(run)).isEqualTo(written.next + ROWS);
    assertThat(node.store.epochFor(Node.SAGA, "o-1")).as("nobody took over").isEqualTo(1);
  }

  private void aTransactionIsLostAsAWhole(Node node, RunHeader run, PGSimpleDataSource database)
      throws SQLException {
    try (JournalTransaction step = node.store.transactions().orElseThrow().begin(run)) {
      String large = "x".repeat(4_000);
      Throwable full = null;
      for (int i = 0; full == null && i < 10_000; i++) {
        String value = i + large;
        full = catchThrowable(() -> Shelf.put(step, value));
      }
      assertThat(full).isInstanceOf(SQLException.class).hasMessageContaining("No space left");
      assertThat(catchThrowable(() -> step.commit(large(run, node.count(run)))))
          .isInstanceOf(JournalException.class)
          .isNotInstanceOf(UnknownCommitException.class);
    }
    assertThat(Shelf.values(database)).isEmpty();
  }

  /** The server's log does not fit any more: it stops, and has to be started again. */
  @Test
  void whatWasAcknowledgedSurvivesAServerThatCannotWriteItsLog() throws Exception {
    try (SmallDisk disk = SmallDisk.mounted(directory, 160)) {
      Map<String, String> settings = Map.of("min_wal_size", "32MB", "max_wal_size", "48MB");
      LocalPostgres server = LocalPostgres.startIn(disk.path.resolve("server"), settings);
      try (server) {
        Node node = Node.begun(server.source(server.newDatabase()), place);
        RunHeader run = node.given("o-1");
        disk.fill();

        Written written = writeUntilItFails(node, run);
        assertThat(written.failure).isInstanceOf(JournalException.class);

        disk.free();
        server.startAgain();
        assertThat(node.count(run))
            .as("what was acknowledged, and at most what was under way")
            .isIn(written.next, written.next + ROWS);
        assertThat(node.store.commit(List.of(large(run, node.count(run)))))
            .containsExactly(DURABLE);
        node.close();
      }
    }
  }

  /**
   * What became of it.
   *
   * @param next the first record that is not acknowledged
   * @param failure why
   */
  private record Written(int next, Throwable failure) {}

  private static Written writeUntilItFails(Node node, RunHeader run) {
    for (int next = 1; next < 100_000; next += ROWS) {
      JournalWrite write = large(run, next);
      Throwable failure = catchThrowable(() -> node.store.commit(List.of(write)));
      if (failure != null) {
        return new Written(next, failure);
      }
    }
    throw new AssertionError("The disk does not fill up");
  }

  /** Records that do not shrink when they are packed, and belong together. */
  private static JournalWrite.Append large(RunHeader run, int from) {
    List<JournalRecord> rows = new ArrayList<>();
    for (JournalRecord row : Node.rows(from, from + ROWS)) {
      byte[] payload = new byte[20_000];
      new Random(row.seq()).nextBytes(payload);
      rows.add(
          new JournalRecord(
              row.seq(), row.at(), row.kind(), row.step(), -1, 1, 0, null, null, payload));
    }
    return new JournalWrite.Append(run.id(), run.epoch(), rows, null);
  }
}
