package dev.skald.testkit.contract;

import static dev.skald.runtime.spi.WriteResult.DIVERGED;
import static dev.skald.runtime.spi.WriteResult.DURABLE;
import static dev.skald.runtime.spi.WriteResult.FENCED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skald.runtime.JournalException;
import dev.skald.runtime.RunState;
import dev.skald.runtime.journal.RunHeader;
import dev.skald.runtime.spi.JournalStore;
import dev.skald.runtime.spi.JournalTransaction;
import dev.skald.runtime.spi.JournalTransactions;
import dev.skald.runtime.spi.JournalWrite.Append;
import dev.skald.runtime.spi.JournalWrite.Change;
import dev.skald.runtime.spi.WriteResult;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Users' changes and records become durable together; of stores that offer it. */
abstract class JournalTransactionContract extends JournalLockContract {

  /**
   * Changes something of a user's through {@link JournalTransaction#resource}.
   *
   * @param transaction the transaction
   * @param value what to keep
   * @throws Exception if the transaction does not allow it, or is over
   */
  protected void put(JournalTransaction transaction, String value) throws Exception {
    throw new UnsupportedOperationException("A store with transactions overrides this");
  }

  /**
   * Reads what {@link #put} has kept, on a way of its own that sees what is durable only.
   *
   * @return the values, in any order
   * @throws Exception if they cannot be read
   */
  protected List<String> kept() throws Exception {
    throw new UnsupportedOperationException("A store with transactions overrides this");
  }

  private JournalTransactions transactions() {
    Assumptions.assumeTrue(store.transactions().isPresent(), "This store has no transactions");
    return store.transactions().orElseThrow();
  }

  @Test
  final void changesAndRecordsBecomeDurableTogether() throws Exception {
    JournalTransactions transactions = transactions();
    RunHeader run = given("o-1");
    Append part = append(store, run, 1, 3, new Change(RunState.WAITING, NOON));

    try (JournalTransaction transaction = transactions.begin(run)) {
      put(transaction, "a");
      put(transaction, "b");
      assertThat(kept()).isEmpty();
      assertHolds(run, 1);
      assertThat(transaction.commit(part)).isEqualTo(DURABLE);
    }

    assertThat(kept()).containsExactlyInAnyOrder("a", "b");
    store = successor();
    assertThat(kept()).containsExactlyInAnyOrder("a", "b");
    assertHolds(run, 3);
    assertThat(store.find(SAGA, "o-1").orElseThrow().state()).isEqualTo(RunState.WAITING);
  }

  @Test
  final void recordsFollowThoseOfBatchesAndBatchesThem() throws Exception {
    JournalTransactions transactions = transactions();
    RunHeader run = given("o-1");

    for (int seq = 1; seq < 7; seq += 2) {
      try (JournalTransaction transaction = transactions.begin(run)) {
        assertThat(transaction.commit(append(run, seq, seq + 1))).isEqualTo(DURABLE);
      }
      assertThat(commit(append(run, seq + 1, seq + 2))).containsExactly(DURABLE);
    }

    assertHolds(run, 7);
  }

  @Test
  final void closingUndoesEverything() throws Exception {
    JournalTransactions transactions = transactions();
    RunHeader run = given("o-1");

    for (int i = 0; i < 3; i++) {
      JournalTransaction transaction = transactions.begin(run);
      put(transaction, "a");
      transaction.close();
      transaction.close();
    }

    assertThat(kept()).isEmpty();
    assertThat(commit(append(run, 1, 2))).containsExactly(DURABLE);
    assertThat(kept()).isEmpty();
  }

  @Test
  final void withARefusedPartTheChangesAreRefused() throws Exception {
    transactions();
    RunHeader run = given("o-1");
    Append fenced = new Append(run.id(), epoch(store) + 1, rows(1, 2), null);

    assertThat(refused(run, append(run, 2, 3))).isEqualTo(DIVERGED);
    assertThat(refused(run, append(run, 0, 1))).isEqualTo(DIVERGED);
    assertThat(refused(run, append(header("o-2"), 0, 1))).isEqualTo(DIVERGED);
    assertThat(refused(run, fenced)).isEqualTo(FENCED);

    assertThat(commit(append(run, 1, 2))).containsExactly(DURABLE);
    assertThat(kept()).isEmpty();
  }

  @Test
  final void aRunNobodyClaimedTakesNoTransaction() throws Exception {
    RunHeader run = given("o-1");
    store = successor();
    JournalTransactions transactions = transactions();

    assertThat(refused(run, append(run, 1, 2))).isEqualTo(FENCED);

    assertThat(store.claim(run.id())).isPresent();
    try (JournalTransaction transaction = transactions.begin(run)) {
      put(transaction, "a");
      assertThat(transaction.commit(append(run, 1, 2))).isEqualTo(DURABLE);
    }
    assertThat(kept()).containsExactly("a");
  }

  private WriteResult refused(RunHeader run, Append part) throws Exception {
    try (JournalTransaction transaction = transactions().begin(run)) {
      put(transaction, "a");
      return transaction.commit(part);
    }
  }

  @Test
  final void afterTheEndNothingMoreIsDone() throws Exception {
    JournalTransactions transactions = transactions();
    RunHeader run = given("o-1");

    JournalTransaction closed = transactions.begin(run);
    put(closed, "a");
    closed.close();
    assertThatThrownBy(() -> put(closed, "b")).hasMessageContaining("ended");
    assertThatExceptionOfType(JournalException.class)
        .isThrownBy(() -> closed.commit(append(run, 1, 2)));

    JournalTransaction committed = transactions.begin(run);
    put(committed, "c");
    assertThat(committed.commit(append(run, 1, 2))).isEqualTo(DURABLE);
    assertThatThrownBy(() -> put(committed, "d")).hasMessageContaining("ended");
    assertThatExceptionOfType(JournalException.class)
        .isThrownBy(() -> committed.commit(append(run, 2, 3)));
    committed.close();

    assertHolds(run, 2);
    assertThat(kept()).containsExactly("c");
  }

  @Test
  final void whatIsNotOfferedIsNamed() {
    JournalTransactions transactions = transactions();
    try (JournalTransaction transaction = transactions.begin(given("o-1"))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> transaction.resource(Thread.class))
          .withMessageContaining("java.lang.Thread");
    }
  }

  @Test
  final void everyStepMayBeDoneByAnotherThread() throws Exception {
    JournalTransactions transactions = transactions();
    RunHeader run = given("o-1");

    for (int seq = 1; seq < 4; seq++) {
      String value = "v" + seq;
      JournalTransaction transaction = elsewhere(() -> transactions.begin(run));
      elsewhere(
          () -> {
            put(transaction, value);
            return null;
          });
      Append part = append(run, seq, seq + 1);
      assertThat(elsewhere(() -> transaction.commit(part))).isEqualTo(DURABLE);
      JournalTransaction given = elsewhere(() -> transactions.begin(run));
      put(given, "given up");
      elsewhere(
          () -> {
            given.close();
            return null;
          });
    }

    assertHolds(run, 4);
    assertThat(kept()).containsExactlyInAnyOrder("v1", "v2", "v3");
  }

  private static <T> T elsewhere(Callable<T> task) throws Exception {
    ExecutorService other = Executors.newSingleThreadExecutor();
    try {
      return other.submit(task).get(60, TimeUnit.SECONDS);
    } finally {
      other.shutdown();
    }
  }

  @Test
  final void othersReadMeanwhileAndTheirCommitsComeThrough() throws Exception {
    JournalTransactions transactions = transactions();
    JournalStore shared = store;
    RunHeader run = given("o-1");
    List<Future<List<WriteResult>>> commits = new ArrayList<>();
    ExecutorService others = Executors.newFixedThreadPool(4);
    try {
      JournalTransaction transaction = transactions.begin(run);
      put(transaction, "a");
      for (int i = 0; i < 4; i++) {
        RunHeader other = header("other-" + i);
        commits.add(others.submit(() -> shared.commit(List.of(create(other, 1)))));
      }
      assertThat(store.find(SAGA, "o-1")).contains(run);
      assertThat(transaction.commit(append(run, 1, 2))).isEqualTo(DURABLE);
      for (Future<List<WriteResult>> commit : commits) {
        assertThat(commit.get(60, TimeUnit.SECONDS)).containsExactly(DURABLE);
      }
    } finally {
      others.shutdown();
    }
    assertHolds(run, 2);
    assertThat(kept()).containsExactly("a");
  }

  @Test
  final void anInterruptedThreadCanUseTransactions() throws Exception {
    JournalTransactions transactions = transactions();
    RunHeader run = given("o-1");
    Thread.currentThread().interrupt();
    try {
      JournalTransaction transaction = transactions.begin(run);
      put(transaction, "a");
      assertThat(transaction.commit(append(run, 1, 2))).isEqualTo(DURABLE);
      transactions.begin(run).close();
    } finally {
      assertThat(Thread.interrupted()).as("the flag is left as it is").isTrue();
    }
    assertThat(kept()).containsExactly("a");
  }

  @Test
  final void closingTheStoreGivesUpATransactionThatIsOpen() throws Exception {
    JournalTransactions transactions = transactions();
    RunHeader run = given("o-1");
    JournalTransaction transaction = transactions.begin(run);
    put(transaction, "a");

    store.close();

    assertThatThrownBy(() -> put(transaction, "b")).hasMessageContaining("ended");
    assertThatExceptionOfType(JournalException.class)
        .isThrownBy(() -> transaction.commit(append(run, 1, 2)));
    transaction.close();
    assertThatExceptionOfType(JournalException.class)
        .isThrownBy(() -> transactions.begin(run))
        .withMessageContaining("closed");
    store = successor();
    assertThat(kept()).isEmpty();
    assertHolds(run, 1);
  }
}
