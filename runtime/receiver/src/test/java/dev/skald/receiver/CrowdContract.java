package dev.skald.receiver;

import static java.util.Collections.nCopies;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.receiver.ReceiverException.Reason;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What a receiver promises to many callers at the same moment, each with its own connection. */
abstract class CrowdContract extends ReceiverContract {

  private static final int THREADS = 12;
  private static final int ROUNDS = Boolean.getBoolean("skald.long") ? 200 : 10;

  @Test
  void ofManyCallsWithOneKeyOneTakesEffect() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      String key = KEY + "#" + round;
      AtomicInteger number = new AtomicInteger();

      List<Answer> answers =
          Together.run(nCopies(THREADS, () -> reserve(key, "R-" + number.incrementAndGet())));

      List<String> effects = database.effects(key);
      assertThat(effects).hasSize(1);
      assertThat(answers).containsOnly(Answer.of(effects.get(0))).hasSize(THREADS);
    }
  }

  @Test
  void whoeverFailsLeavesItToTheNext() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      String key = KEY + "#" + round;
      AtomicInteger runs = new AtomicInteger();

      List<String> answers = Together.run(nCopies(THREADS, () -> failingAtFirst(key, runs)));

      assertThat(runs).as("two failed, one took effect").hasValue(3);
      assertThat(answers).filteredOn(text -> text.equals("failed")).hasSize(2);
      assertThat(answers).filteredOn(text -> text.equals("R-3")).hasSize(THREADS - 2);
      assertThat(database.effects(key)).containsExactly("R-3");
    }
  }

  private String failingAtFirst(String key, AtomicInteger runs) throws SQLException {
    try {
      return database
          .transaction(
              c ->
                  receiver.once(
                      c,
                      key,
                      () -> {
                        Answer answer = reserved(c, key, "R-" + runs.incrementAndGet());
                        if (runs.get() < 3) {
                          throw new IllegalStateException("not yet");
                        }
                        return answer;
                      }))
          .text();
    } catch (IllegalStateException e) {
      return "failed";
    }
  }

  @Test
  void callsAndUndosOfOneKeyAgree() throws Exception {
    HashSet<Boolean> seen = new HashSet<>();
    for (int round = 0; round < 3 * ROUNDS; round++) {
      String key = KEY + "#" + round;
      List<Callable<String>> calls = new ArrayList<>(nCopies(THREADS / 2, () -> called(key)));
      calls.addAll(nCopies(THREADS / 2, () -> "undone " + release(key)));

      List<String> answers = Together.run(calls);

      boolean happened = database.effects(key).size() == 2;
      seen.add(happened);
      assertThat(database.effects(key)).isEqualTo(happened ? List.of("R", "undone R") : List.of());
      assertThat(answers)
          .as("all undos tell the same")
          .doesNotContain("undone " + !happened)
          .contains("undone " + happened);
      if (!happened) {
        assertThat(answers).doesNotContain("R");
      }
      assertThat(called(key)).isEqualTo("refused");
    }
    assertThat(seen).isNotEmpty();
  }

  private String called(String key) throws SQLException {
    try {
      return reserve(key, "R").text();
    } catch (ReceiverException e) {
      assertThat(e.reason()).isEqualTo(Reason.UNDONE);
      return "refused";
    }
  }

  @Test
  void aCallThatWaitsRunsIfTheOtherIsRolledBack() throws Exception {
    CompletableFuture<Answer> other = new CompletableFuture<>();
    try (Connection connection = database.begin()) {
      receiver.once(connection, KEY, () -> reserved(connection, KEY, "R-1"));
      inThread(other, () -> reserve(KEY, "R-2"));
      connection.rollback();
    }

    assertThat(other.get().text()).isEqualTo("R-2");
    assertThat(database.effects(KEY)).containsExactly("R-2");
  }

  @Test
  void anUndoWaitsForTheCallItUndoes() throws Exception {
    CompletableFuture<Boolean> undone = new CompletableFuture<>();
    try (Connection connection = database.begin()) {
      receiver.once(connection, KEY, () -> reserved(connection, KEY, "R-1"));
      inThread(undone, () -> release(KEY));
      assertThat(undone).as("the call is not committed").isNotDone();
      connection.commit();
    }

    // It either waited for the call, or came after it: it never takes it for one that never was.
    assertThat(undone.get()).isTrue();
    assertThat(database.effects(KEY)).containsExactly("R-1", "undone R-1");
  }

  @Test
  void epochsOfOneRunNeverFall() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      String run = "run-" + round;
      List<Callable<Boolean>> calls = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        int epoch = 1 + i * 5 % THREADS;
        calls.add(() -> enterAndWrite(run, epoch));
      }

      List<Boolean> taken = Together.run(calls);

      List<Integer> epochs = database.effects(run).stream().map(Integer::valueOf).toList();
      assertThat(epochs).isSorted().last().isEqualTo(THREADS);
      assertThat(taken).filteredOn(yes -> yes).hasSameSizeAs(epochs);
    }
  }

  private boolean enterAndWrite(String run, int epoch) throws SQLException {
    try {
      return database.transaction(
          c -> {
            receiver.fence(c, run + ":step-" + epoch, epoch);
            try (PreparedStatement insert =
                c.prepareStatement(
                    "INSERT INTO effect SELECT count(*), CAST(? AS VARCHAR(255)),"
                        + " CAST(? AS VARCHAR(255)) FROM effect WHERE idempotency_key = ?")) {
              insert.setString(1, run);
              insert.setString(2, Integer.toString(epoch));
              insert.setString(3, run);
              return insert.executeUpdate() == 1;
            }
          });
    } catch (ReceiverException e) {
      assertThat(e.reason()).isEqualTo(Reason.PASSED_OVER);
      return false;
    }
  }

  /** What a look without a lock would let through: a zombie that commits after the takeover. */
  @Test
  void aTakeoverWaitsForTheCallOfTheOldOwner() throws Exception {
    CompletableFuture<Integer> seen = new CompletableFuture<>();
    try (Connection old = database.begin()) {
      receiver.fence(old, KEY, 1);
      Database.effect(old, KEY, "by the old owner");
      inThread(
          seen,
          () ->
              database.transaction(
                  c -> {
                    receiver.fence(c, KEY, 2);
                    return effectsSeen(c);
                  }));
      assertThat(seen).isNotDone();
      old.commit();
    }

    assertThat(seen.get()).as("the old owner's effect is there when the new one begins").isOne();
  }

  private static int effectsSeen(Connection connection) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement("SELECT count(*) FROM effect");
        ResultSet row = select.executeQuery()) {
      row.next();
      return row.getInt(1);
    }
  }

  private static <T> void inThread(CompletableFuture<T> result, Callable<T> call) {
    Thread thread =
        new Thread(
            () -> {
              try {
                result.complete(call.call());
              } catch (Throwable e) {
                result.completeExceptionally(e);
              }
            });
    thread.setDaemon(true);
    thread.start();
  }
}
