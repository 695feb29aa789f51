package dev.skald.runtime.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.skald.runtime.JournalException;
import dev.skald.runtime.spi.JournalStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** With real other processes, which are really killed. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the other processes are started by bash")
@Timeout(300)
class CrashTest {

  @TempDir Path directory;

  @Test
  void aSecondProcessIsRefusedUntilTheFirstIsGone() throws Exception {
    Path file = directory.resolve("sagas.db");
    try (Child child = Child.start("hold", file, 0, 0)) {
      assertThat(child.line()).isEqualTo("open");

      for (int i = 0; i < 2; i++) {
        assertThatExceptionOfType(JournalException.class)
            .isThrownBy(() -> SqliteJournal.at(file).open())
            .withMessageContaining("in use by process " + child.pid())
            .withMessageContaining(file.toString());
      }

      child.kill();
      SqliteJournal.at(file).open().close();
    }
  }

  @Test
  void aKillLosesNothingAcknowledged() throws Exception {
    Path file = directory.resolve("sagas.db");
    int kills = Boolean.getBoolean("skald.long") ? 100 : 4;
    Random random = new Random(4711);
    Map<Integer, Integer> acknowledged = new HashMap<>();
    long epoch = 0;
    for (int kill = 0; kill < kills; kill++) {
      int before = acknowledged.size();
      writeAndKill(file, 1 + random.nextInt(600), acknowledged);
      assertThat(acknowledged).as("the child did its work").hasSizeGreaterThan(before);

      try (JournalStore store = SqliteJournal.at(file).open()) {
        assertThat(Runs.epoch(store)).isGreaterThan(epoch);
        epoch = Runs.epoch(store);
        for (Map.Entry<Integer, Integer> run : acknowledged.entrySet()) {
          assertThat(Runs.check(store, run.getKey()))
              .as("records of run %s after kill %s", run.getKey(), kill)
              .isGreaterThanOrEqualTo(run.getValue());
        }
        assertThat(store.claim(Runs.SAGA, 100_000)).hasSizeGreaterThanOrEqualTo(before);
      }
    }
  }

  /** Kills after some lines; then reads what the child had said before it died. */
  private static void writeAndKill(Path file, int lines, Map<Integer, Integer> acknowledged)
      throws IOException, InterruptedException {
    int from = acknowledged.keySet().stream().mapToInt(number -> number + 1_000).max().orElse(0);
    try (Child child = Child.start("write", file, from, 0)) {
      int left = lines;
      for (String line = child.line(); line != null; line = child.line()) {
        String[] words = line.split(" ", 2);
        acknowledged.put(Integer.valueOf(words[0]), Integer.valueOf(words[1]));
        if (--left == 0) {
          child.kill();
        }
      }
    }
  }

  @Test
  void aKillInATransactionLeavesNeitherChangesNorRecordOrBoth() throws Exception {
    Path file = directory.resolve("sagas.db");
    int kills = Boolean.getBoolean("skald.long") ? 50 : 4;
    Random random = new Random(815);
    int from = 0;
    for (int kill = 0; kill < kills; kill++) {
      List<String> said = transactAndKill(file, from, 1 + random.nextInt(40));
      int last = Integer.parseInt(said.get(said.size() - 1).split(" ", 2)[1]);

      List<String> values = Shelf.values(file);
      try (JournalStore store = SqliteJournal.at(file).open()) {
        for (int number = from; number <= last; number++) {
          boolean recorded = Runs.check(store, number) == 2;
          assertThat(values.contains(number + "-a")).as("run %s", number).isEqualTo(recorded);
          assertThat(values.contains(number + "-b")).as("run %s", number).isEqualTo(recorded);
          if (said.contains("done " + number)) {
            assertThat(recorded).as("run %s was acknowledged", number).isTrue();
          }
        }
      }
      from = last + 2;
    }
  }

  /** Kills in the middle of a transaction, while the child goes on; answers all it said. */
  private static List<String> transactAndKill(Path file, int from, int transactions)
      throws IOException, InterruptedException {
    List<String> said = new ArrayList<>();
    try (Child child = Child.start("transact", file, from, 0)) {
      for (String line = child.line(); line != null; line = child.line()) {
        said.add(line);
        if (line.equals("between " + (from + transactions))) {
          child.kill();
        }
      }
    }
    return said;
  }

  @Test
  void aKillBetweenTheChangesAndTheRecordLeavesNeither() throws Exception {
    Path file = directory.resolve("sagas.db");
    try (Child child = Child.start("hold-transaction", file, 1, 0)) {
      assertThat(child.line()).isEqualTo("between 1");
      child.kill();
    }
    assertThat(Shelf.values(file)).isEmpty();
    try (JournalStore store = SqliteJournal.at(file).open()) {
      assertThat(Runs.check(store, 1)).isEqualTo(1);
    }
  }

  @Test
  void whatDidNotFitIsNotThereAndWhatDidIs() throws Exception {
    Path file = directory.resolve("sagas.db");
    List<String> answers = fill("fill", file);
    try (JournalStore store = SqliteJournal.at(file).open()) {
      for (String answer : answers) {
        String[] words = answer.split(" ", 2);
        int count = Runs.check(store, Integer.parseInt(words[1]));
        switch (words[0]) {
          case "durable" -> assertThat(count).as(answer).isEqualTo(2);
          case "failed" -> assertThat(count).as(answer).isZero();
          default -> assertThat(count).as(answer).isIn(0, 2);
        }
      }
    }
  }

  @Test
  void aTransactionThatDidNotFitHasLeftNeitherValueNorRecord() throws Exception {
    Path file = directory.resolve("sagas.db");
    List<String> answers = fill("fill-transactions", file);
    List<String> values = Shelf.values(file);
    try (JournalStore store = SqliteJournal.at(file).open()) {
      for (String answer : answers) {
        String[] words = answer.split(" ", 2);
        boolean recorded = Runs.check(store, Integer.parseInt(words[1])) == 2;
        assertThat(values.stream().anyMatch(value -> value.startsWith(words[1] + "-")))
            .as(answer)
            .isEqualTo(recorded);
        switch (words[0]) {
          case "durable" -> assertThat(recorded).as(answer).isTrue();
          case "failed" -> assertThat(recorded).as(answer).isFalse();
          default -> assertThat(words[0]).isEqualTo("unknown");
        }
      }
    }
  }

  /** What a child said, whose files may not grow for ever. */
  private static List<String> fill(String how, Path file) throws IOException {
    List<String> answers = new ArrayList<>();
    try (Child child = Child.start(how, file, 0, 4_000)) {
      for (String line = child.line(); line != null; line = child.line()) {
        answers.add(line);
      }
    }
    assertThat(answers.remove(answers.size() - 1)).isEqualTo("end");
    assertThat(answers).anyMatch(answer -> answer.startsWith("durable"));
    assertThat(answers.stream().filter(answer -> !answer.startsWith("durable"))).hasSize(10);
    return answers;
  }
}
