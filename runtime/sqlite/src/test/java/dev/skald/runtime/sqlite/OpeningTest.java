package dev.skald.runtime.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.skald.runtime.JournalException;
import dev.skald.runtime.spi.JournalStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What can be wrong with a path; nothing that is there is ever changed. */
class OpeningTest {

  @TempDir Path directory;

  @Test
  void aMissingDirectoryIsNamed() {
    refused(directory.resolve("none").resolve("sagas.db"))
        .withMessageContaining("make the directory " + directory.resolve("none"));
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void aDirectoryIsNotAFile() {
    refused(directory).withMessageContaining("is a directory");
    refused(Path.of("/")).withMessageContaining("is a directory");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void aFileOfAnotherKindIsLeftAsItIs() throws IOException {
    for (String text : List.of("xy", "Dear diary, ".repeat(1_000))) {
      Path file = Files.writeString(directory.resolve("diary.txt"), text);
      refused(file).withMessageContaining("not a SQLite database");
      assertThat(file).hasContent(text);
    }
  }

  @Test
  void aDatabaseOfAnotherProgramIsLeftAsItIs() throws Exception {
    Path file = directory.resolve("contacts.db");
    execute(file, "CREATE TABLE person (name TEXT)");
    byte[] before = Files.readAllBytes(file);

    refused(file).withMessageContaining("another program");

    assertThat(Files.readAllBytes(file)).isEqualTo(before);
    assertThat(names()).containsExactlyInAnyOrder("contacts.db", "contacts.db.lock");
  }

  @Test
  void aJournalOfANewerSkaldIsLeftAsItIs() throws Exception {
    Path file = directory.resolve("sagas.db");
    SqliteJournal.at(file).open().close();
    execute(file, "PRAGMA user_version = 2");

    refused(file)
        .withMessageContaining("schema version 2")
        .withMessageContaining("knows version 1");

    execute(file, "PRAGMA user_version = 1");
    SqliteJournal.at(file).open().close();
  }

  @Test
  void aDamagedFileIsNamed() throws Exception {
    Path file = directory.resolve("sagas.db");
    try (JournalStore store = SqliteJournal.at(file).open()) {
      store.commit(List.of(Runs.create(1, 10_000)));
    }
    byte[] bytes = Files.readAllBytes(file);
    for (int at = 200; at < 4096; at++) {
      bytes[at] = (byte) 0xa5;
    }
    Files.write(file, bytes);

    refused(file).withMessageContaining("damaged");
  }

  @Test
  void anEmptyFileBecomesAJournal() throws IOException {
    Path file = Files.createFile(directory.resolve("sagas.db"));
    SqliteJournal.at(file).open().close();
    assertThat(file).isNotEmptyFile();
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "not even root can make files in /proc")
  void aPlaceThatCannotBeWrittenIsNamed() {
    refused(Path.of("/proc/sagas.db"))
        .withMessageContaining("/proc/sagas.db.lock")
        .withMessageContaining("may write to");
  }

  @Test
  void aPathTheDriverWouldMisreadIsRefused() {
    refused(directory.resolve("sagas.db?mode=memory")).withMessageContaining("'?'");
  }

  @Test
  void oddNamesAreJustNames() throws IOException {
    Path odd = Files.createDirectory(directory.resolve("file:a b%20\u00e9#;"));
    Path file = odd.resolve(":memory:");
    try (JournalStore store = SqliteJournal.at(file).open()) {
      store.commit(List.of(Runs.create(1, 10)));
    }
    assertThat(file).isNotEmptyFile();
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "needs symbolic links")
  void twoNamesOfOneFileAreOneJournal() throws IOException {
    Path file = directory.resolve("sagas.db");
    Path link = directory.resolve("link.db");
    try (JournalStore store = SqliteJournal.at(file).open()) {
      assertThat(Runs.epoch(store)).isEqualTo(1);
      Files.createSymbolicLink(link, file);
      refused(link).withMessageContaining("in use by this process itself");
    }
    try (JournalStore store = SqliteJournal.at(link).open()) {
      assertThat(Runs.epoch(store)).isEqualTo(2);
    }
  }

  @Test
  void otherProgramsMayReadMeanwhile() throws Exception {
    Path file = directory.resolve("sagas.db");
    try (JournalStore store = SqliteJournal.at(file).open()) {
      store.commit(List.of(Runs.create(1, 10)));
      try (Connection other = connect(file);
          Statement statement = other.createStatement()) {
        statement.executeQuery("SELECT * FROM skald_run JOIN skald_journal ON run = number").next();
        store.commit(List.of(Runs.append(store, 1, 1, 10)));
      }
      assertThat(Runs.check(store, 1)).isEqualTo(2);
    }
  }

  @Test
  void whatANewerSkaldWroteIsNotGuessed() throws Exception {
    Path file = directory.resolve("sagas.db");
    try (JournalStore store = SqliteJournal.at(file).open()) {
      store.commit(List.of(Runs.create(1, 10)));
      execute(file, "UPDATE skald_run SET state = 'HIBERNATING'");
      assertThatExceptionOfType(JournalException.class)
          .isThrownBy(() -> store.find(Runs.SAGA, Runs.key(1)))
          .withMessageContaining("HIBERNATING");
    }
  }

  private static ThrowableAssertAlternative<JournalException> refused(Path file) {
    return assertThatExceptionOfType(JournalException.class)
        .isThrownBy(() -> SqliteJournal.at(file).open());
  }

  private static void execute(Path file, String sql) throws SQLException {
    try (Connection connection = connect(file);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static Connection connect(Path file) throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + file);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
