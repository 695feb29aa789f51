package dev.skald.runtime.sqlite;

import static dev.skald.runtime.spi.WriteResult.DIVERGED;
import static dev.skald.runtime.spi.WriteResult.DURABLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.runtime.spi.JournalStore;
import dev.skald.runtime.spi.JournalTransaction;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Batches, claims and users' transactions from many threads. */
@Timeout(300)
class InterleavingTest {

  private static final int THREADS = 4;

  @TempDir Path directory;
  private Path file;

  @BeforeEach
  void name() {
    file = directory.resolve("sagas.db");
  }

  @Test
  void everythingAcknowledgedIsThereAndNothingElse() throws Exception {
    int rounds = Boolean.getBoolean("skald.long") ? 2_000 : 150;
    List<String> kept = new ArrayList<>();
    try (JournalStore store = SqliteJournal.at(file).open()) {
      ExecutorService threads = Executors.newFixedThreadPool(2 * THREADS);
      try {
        List<Future<List<String>>> transactions = new ArrayList<>();
        List<Future<?>> batches = new ArrayList<>();
        for (int number = 0; number < THREADS; number++) {
          int mine = number;
          transactions.add(threads.submit(() -> transact(store, mine, rounds)));
          batches.add(threads.submit(() -> commit(store, THREADS + mine, rounds)));
        }
        for (Future<List<String>> transaction : transactions) {
          kept.addAll(transaction.get(240, TimeUnit.SECONDS));
        }
        for (Future<?> batch : batches) {
          batch.get(240, TimeUnit.SECONDS);
        }
      } finally {
        threads.shutdown();
      }
    }

    assertThat(Shelf.values(file)).containsExactlyInAnyOrderElementsOf(kept);
    try (JournalStore store = SqliteJournal.at(file).open()) {
      for (int number = 0; number < THREADS; number++) {
        String prefix = number + "-";
        long mine = kept.stream().filter(value -> value.startsWith(prefix)).count();
        assertThat(Runs.check(store, number)).as("run %s", number).isEqualTo((int) mine + 1);
        assertThat(Runs.check(store, THREADS + number)).isEqualTo(2 * rounds + 1);
      }
    }
  }

  /** Some are committed, some given up, some refused; answers what was acknowledged. */
  private static List<String> transact(JournalStore store, int number, int rounds)
      throws Exception {
    Random random = new Random(number);
    List<String> acknowledged = new ArrayList<>();
    assertThat(store.commit(List.of(Runs.create(number, 10)))).containsExactly(DURABLE);
    int seq = 1;
    for (int round = 0; round < rounds; round++) {
      try (JournalTransaction transaction = Runs.begin(store)) {
        String value = number + "-" + round;
        Shelf.put(transaction, value);
        int how = random.nextInt(4);
        if (how == 0) {
          assertThat(transaction.commit(Runs.append(store, number, seq + 1, 10)))
              .isEqualTo(DIVERGED);
        } else if (how > 1) {
          assertThat(transaction.commit(Runs.append(store, number, seq, 10))).isEqualTo(DURABLE);
          acknowledged.add(value);
          seq++;
        }
      }
      assertThat(store.claim(Runs.id(number))).isPresent();
    }
    return acknowledged;
  }

  private static void commit(JournalStore store, int number, int rounds) {
    assertThat(store.commit(List.of(Runs.create(number, 10)))).containsExactly(DURABLE);
    for (int round = 0; round < rounds; round++) {
      int seq = 1 + 2 * round;
      assertThat(
              store.commit(
                  List.of(
                      Runs.append(store, number, seq, 10),
                      Runs.append(store, number, seq, 10),
                      Runs.append(store, number, seq + 1, 10))))
          .containsExactly(DURABLE, DIVERGED, DURABLE);
      assertThat(store.read(Runs.id(number), seq, 10)).hasSize(2);
    }
  }

  @Test
  void neitherBatchesNorTransactionsOvertakeWhoWaits() throws Exception {
    try (JournalStore store = SqliteJournal.at(file).open()) {
      for (int round = 0; round < 20; round++) {
        int number = 2 * round;
        JournalTransaction first = Runs.begin(store);
        Thread batch = waiting(() -> store.commit(List.of(Runs.create(number, 10))));
        first.close();
        JournalTransaction second = Runs.begin(store);
        assertThat(Runs.check(store, number)).as("the batch came first").isEqualTo(1);

        AtomicBoolean begun = new AtomicBoolean();
        Thread transaction =
            waiting(
                () -> {
                  JournalTransaction waited = Runs.begin(store);
                  begun.set(true);
                  waited.close();
                });
        second.close();
        store.commit(List.of(Runs.create(number + 1, 10)));
        assertThat(begun).as("the transaction came first").isTrue();
        batch.join();
        transaction.join();
      }
    }
  }

  /** A thread that has come as far as to wait. */
  private static Thread waiting(Runnable task) {
    Thread thread = new Thread(task);
    thread.start();
    while (thread.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    return thread;
  }
}
