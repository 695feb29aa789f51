package dev.skald.runtime.sqlite;

import static dev.skald.runtime.spi.WriteResult.DURABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.skald.runtime.JournalException;
import dev.skald.runtime.spi.JournalStore;
import dev.skald.runtime.spi.JournalTransaction;
import dev.skald.runtime.spi.UnknownCommitException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A disk of 4 MiB, where this process may mount one. */
@Timeout(300)
class DiskFullTest {

  @TempDir Path directory;
  private Path disk;

  @BeforeEach
  void mount() throws Exception {
    disk = Files.createDirectory(directory.resolve("disk"));
    Assumptions.assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", disk.toString()),
        "This process may not mount a disk");
  }

  @AfterEach
  void unmount() throws Exception {
    run("umount", disk.toString());
  }

  private static boolean run(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false; // there is no such command here
    }
  }

  @Test
  void afterSomeSpaceIsFreedTheSameStoreGoesOn() throws Exception {
    Path ballast = Files.write(disk.resolve("ballast"), new byte[1 << 20]);
    try (JournalStore store = SqliteJournal.at(disk.resolve("sagas.db")).open()) {
      int failed = fill(store);
      for (int number = 0; number < failed; number++) {
        assertThat(Runs.check(store, number)).as("run %s", number).isEqualTo(1);
      }

      Files.delete(ballast);

      assertThat(Runs.check(store, failed)).as("what did not fit").isZero();
      assertThat(store.commit(List.of(Runs.create(failed, 20_000)))).containsExactly(DURABLE);
      assertThat(store.commit(List.of(Runs.append(store, 0, 1, 20_000)))).containsExactly(DURABLE);
      assertThat(Runs.check(store, 0)).isEqualTo(2);
      assertThat(Runs.check(store, failed)).isEqualTo(1);
    }
  }

  @Test
  void aTransactionThatDoesNotFitIsLostAsAWhole() throws Exception {
    Path ballast = Files.write(disk.resolve("ballast"), new byte[1 << 20]);
    Path file = disk.resolve("sagas.db");
    try (JournalStore store = SqliteJournal.at(file).open()) {
      store.commit(List.of(Runs.create(1, 10)));
      JournalTransaction transaction = Runs.begin(store);
      String large = "x".repeat(100_000);
      Throwable full = null;
      for (int i = 0; full == null && i < 1_000; i++) {
        String value = i + large;
        full = catchThrowable(() -> Shelf.put(transaction, value));
      }
      assertThat(full).isInstanceOf(SQLException.class).hasMessageContaining("full");

      assertThat(catchThrowable(() -> Shelf.put(transaction, "small"))).isNotNull();
      assertThat(catchThrowable(() -> transaction.commit(Runs.append(store, 1, 1, 10))))
          .isInstanceOf(JournalException.class)
          .isNotInstanceOf(UnknownCommitException.class);
      assertThat(Shelf.values(file)).isEmpty();
      assertThat(Runs.check(store, 1)).isEqualTo(1);

      Files.delete(ballast);
      try (JournalTransaction next = Runs.begin(store)) {
        Shelf.put(next, "small");
        assertThat(next.commit(Runs.append(store, 1, 1, 10))).isEqualTo(DURABLE);
      }
      assertThat(Shelf.values(file)).containsExactly("small");
    }
  }

  /** Writes until the disk is full; answers the number of the first run that did not fit. */
  private static int fill(JournalStore store) {
    for (int number = 0; ; number++) {
      int next = number;
      Throwable thrown = catchThrowable(() -> store.commit(List.of(Runs.create(next, 20_000))));
      if (thrown != null) {
        assertThat(thrown)
            .isInstanceOf(JournalException.class)
            .isNotInstanceOf(UnknownCommitException.class)
            .hasMessageContaining("disk is full");
        return number;
      }
      assertThat(number).isLessThan(1_000);
    }
  }

  @Test
  void aJournalThatDoesNotFitIsRefusedAndFitsLater() throws Exception {
    Path ballast = Files.write(disk.resolve("ballast"), new byte[(4 << 20) - 8192]);
    Path file = disk.resolve("sagas.db");

    assertThat(catchThrowable(() -> SqliteJournal.at(file).open()))
        .isInstanceOf(JournalException.class);

    Files.delete(ballast);
    try (JournalStore store = SqliteJournal.at(file).open()) {
      assertThat(store.commit(List.of(Runs.create(1, 10)))).containsExactly(DURABLE);
    }
  }
}
