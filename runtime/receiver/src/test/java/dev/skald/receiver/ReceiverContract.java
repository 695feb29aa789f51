package dev.skald.receiver;

import static java.util.Collections.nCopies;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skald.receiver.ReceiverException.Reason;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a receiver promises to one caller at a time, on any database. */
abstract class ReceiverContract {

  static final String KEY = "01975c3e-6f0a-7000-8000-000000000001:reserveStock";

  final Receiver receiver = new Receiver();
  Database database;

  /** The address of an empty database. */
  abstract String emptyDatabase() throws Exception;

  @BeforeEach
  void createDatabase() throws Exception {
    database = Database.create(emptyDatabase());
  }

  @AfterEach
  void closeDatabase() throws SQLException {
    database.close();
  }

  @Test
  void aRepeatedCallIsAnsweredFromTheRecord() throws Exception {
    Answer first = reserve(KEY, "R-1");
    Answer second = reserve(KEY, "R-2");

    assertThat(first.text()).isEqualTo("R-1");
    assertThat(second).isEqualTo(first);
    assertThat(database.effects(KEY)).containsExactly("R-1");
  }

  @Test
  void anotherKeyIsAnotherCall() throws Exception {
    String item = KEY + "#1";
    String upper = KEY.toUpperCase(Locale.ROOT);
    List<String> keys = List.of(KEY, item, upper, KEY + ":undo");
    for (String key : keys) {
      assertThat(reserve(key, key).text()).isEqualTo(key);
    }

    for (String key : keys) {
      assertThat(database.effects(key)).containsExactly(key);
    }
  }

  @Test
  void answersComeBackAsTheyWere() throws Exception {
    byte[] all = new byte[256];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) i;
    }
    List<Answer> answers =
        List.of(
            Answer.empty(),
            Answer.of("þorp 🎶 '; --"),
            Answer.of(all),
            Answer.of(new byte[Answer.MAX_BYTES]),
            Answer.rejected("no"),
            Answer.rejected(all));
    for (int i = 0; i < answers.size(); i++) {
      Answer answer = answers.get(i);
      String key = "key-" + i;
      database.transaction(c -> receiver.once(c, key, () -> answer));

      assertThat(reserve(key, "never")).isEqualTo(answer);
      assertThat(database.effects(key)).isEmpty();
    }
  }

  @Test
  void aRejectionIsRememberedLikeAnEffect() throws Exception {
    database.transaction(c -> receiver.once(c, KEY, () -> Answer.rejected("out of stock")));
    Answer again = reserve(KEY, "R-1");

    assertThat(again.isRejected()).isTrue();
    assertThat(again.text()).isEqualTo("out of stock");
    assertThat(database.effects(KEY)).isEmpty();
  }

  @Test
  void anUndoIsToldTheAnswerAndTakesPlaceOnce() throws Exception {
    reserve(KEY, "R-1");

    assertThat(release(KEY)).isTrue();
    assertThat(release(KEY)).isTrue();

    assertThat(database.effects(KEY)).containsExactly("R-1", "undone R-1");
  }

  @Test
  void aCallAfterItsUndoIsRefused() throws Exception {
    reserve(KEY, "R-1");
    release(KEY);

    assertRefused(KEY);
    assertThat(database.effects(KEY)).containsExactly("R-1", "undone R-1");
  }

  @Test
  void anUndoThatComesFirstLeavesATombstone() throws Exception {
    assertThat(release(KEY)).isFalse();
    assertThat(release(KEY)).isFalse();

    assertRefused(KEY);
    assertThat(release(KEY)).isFalse();
    assertThat(database.effects(KEY)).isEmpty();
    assertThat(database.state(KEY)).containsExactly("TOMBSTONE");
  }

  @Test
  void aRejectedCallHasNothingToUndo() throws Exception {
    database.transaction(c -> receiver.once(c, KEY, () -> Answer.rejected("out of stock")));

    assertThat(release(KEY)).isFalse();

    assertRefused(KEY);
    assertThat(database.effects(KEY)).isEmpty();
  }

  @Test
  void whatIsRolledBackNeverHappened() throws Exception {
    try (Connection connection = database.begin()) {
      receiver.once(connection, KEY, () -> reserved(connection, KEY, "R-1"));
      connection.rollback();
      receiver.undo(connection, "other", answer -> {});
      connection.rollback();
    }

    assertThat(database.state(KEY)).isEmpty();
    assertThat(database.state("other")).isEmpty();
    assertThat(reserve(KEY, "R-2").text()).isEqualTo("R-2");
    assertThat(database.effects(KEY)).containsExactly("R-2");
  }

  @Test
  void anEffectThatThrowsLeavesNothingEvenIfTheServiceCommits() throws Exception {
    try (Connection connection = database.begin()) {
      Database.effect(connection, KEY, "before");
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> receiver.once(connection, KEY, () -> failing(connection)))
          .withMessage("lost");
      Database.effect(connection, KEY, "after");
      connection.commit();
    }

    assertThat(database.effects(KEY)).containsExactly("before", "after");
    assertThat(database.state(KEY)).isEmpty();
    assertThat(reserve(KEY, "R-1").text()).isEqualTo("R-1");
  }

  private static Answer failing(Connection connection) throws SQLException, IOException {
    Database.effect(connection, KEY, "during");
    throw new IOException("lost");
  }

  @Test
  void anEffectThatTheDatabaseRefusesLeavesNothing() throws Exception {
    try (Connection connection = database.begin()) {
      assertThatThrownBy(
              () ->
                  receiver.once(
                      connection,
                      KEY,
                      () -> {
                        Database.effect(connection, KEY, "during");
                        connection.prepareStatement("INSERT INTO nowhere VALUES (1)").execute();
                        return Answer.empty();
                      }))
          .isInstanceOf(SQLException.class);
      connection.commit();
    }

    assertThat(database.effects(KEY)).isEmpty();
    assertThat(database.state(KEY)).isEmpty();
  }

  @Test
  void anUndoThatThrowsIsRunAgain() throws Exception {
    reserve(KEY, "R-1");
    try (Connection connection = database.begin()) {
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> receiver.undo(connection, KEY, answer -> failing(connection)));
      connection.commit();
    }

    assertThat(database.effects(KEY)).containsExactly("R-1");
    assertThat(reserve(KEY, "R-2").text()).as("still done").isEqualTo("R-1");
    assertThat(release(KEY)).isTrue();
    assertThat(database.effects(KEY)).containsExactly("R-1", "undone R-1");
  }

  @Test
  void severalCallsFitIntoOneTransaction() throws Exception {
    try (Connection connection = database.begin()) {
      Answer outer =
          receiver.once(
              connection,
              "outer",
              () -> {
                receiver.once(connection, "inner", () -> reserved(connection, "inner", "R-1"));
                return reserved(connection, "outer", "R-2");
              });
      assertThat(receiver.once(connection, "outer", Answer::empty)).isEqualTo(outer);
      assertThat(receiver.undo(connection, "inner", answer -> {})).isTrue();
      connection.commit();
    }

    assertThat(database.state("outer")).containsExactly("DONE");
    assertThat(database.state("inner")).containsExactly("UNDONE");
  }

  @Test
  void withoutATransactionNothingIsDone() throws Exception {
    try (Connection connection = database.open()) {
      assertReason(Reason.MISUSE, () -> receiver.once(connection, KEY, Answer::empty));
      assertReason(Reason.MISUSE, () -> receiver.undo(connection, KEY, answer -> {}));
      assertReason(Reason.MISUSE, () -> receiver.fence(connection, KEY, 1));
    }
    assertThat(database.count("skald_receiver")).isZero();
    assertThat(database.count("skald_receiver_epoch")).isZero();
  }

  @Test
  void anEffectThatCommitsTooSoonIsTakenForNeitherDoneNorNot() throws Exception {
    try (Connection connection = database.begin()) {
      receiver.once(
          connection,
          KEY,
          () -> {
            connection.commit();
            return Answer.empty();
          });
      connection.rollback();
    } catch (SQLException e) {
      // Most databases miss the savepoint. Whether they do or not, what is left is the same.
      assertThat(e.getClass()).isNotEqualTo(TakenException.class);
    }

    assertReason(Reason.MISUSE, () -> reserve(KEY, "R-1"));
    assertReason(Reason.MISUSE, () -> release(KEY));
  }

  @Test
  void anEffectThatAsksForItselfIsNoticed() throws Exception {
    assertReason(
        Reason.MISUSE,
        () ->
            database.transaction(
                c -> receiver.once(c, KEY, () -> receiver.once(c, KEY, Answer::empty))));
    reserve(KEY, "R-1");
    assertReason(
        Reason.MISUSE,
        () ->
            database.transaction(
                c -> receiver.undo(c, KEY, a -> receiver.undo(c, KEY, again -> {}))));
    assertThat(database.state(KEY)).containsExactly("DONE");
  }

  @Test
  void anAnswerThatCannotBeKeptTakesTheEffectBack() throws Exception {
    List<Effect<SQLException>> wrong =
        List.of(
            () -> null,
            () -> Answer.of("x".repeat(Answer.MAX_BYTES + 1)),
            () -> Answer.rejected(new byte[Answer.MAX_BYTES + 1]),
            () -> Answer.of("half a pair: \ud83c"));
    for (Effect<SQLException> effect : wrong) {
      try (Connection connection = database.begin()) {
        assertReason(
            Reason.INVALID_ANSWER,
            () ->
                receiver.once(
                    connection,
                    KEY,
                    () -> {
                      Database.effect(connection, KEY, "taken back");
                      return effect.run();
                    }));
        connection.commit();
      }
    }
    assertThat(database.effects(KEY)).isEmpty();
    assertThat(database.state(KEY)).isEmpty();
  }

  @Test
  void aLowerEpochIsRefusedWithinItsRun() throws Exception {
    enter("run-1:a", 2);
    enter("run-1:b#3", 2);
    enter("run-2:a", 1);
    enter("run-1:c", 3);

    assertReason(Reason.PASSED_OVER, () -> enter("run-1:d", 2));
    assertThatThrownBy(() -> enter("run-1", 1))
        .hasMessage("Epoch 1 of run run-1 was passed over by epoch 3");
    for (long epoch : new long[] {0, -1, Long.MIN_VALUE}) {
      assertReason(Reason.INVALID_CALL, () -> enter("run-1:a", epoch));
    }
    enter("run-2:b", Long.MAX_VALUE);
    assertThat(database.count("skald_receiver_epoch")).isEqualTo(2);
  }

  @Test
  void anEpochThatIsRolledBackWasNeverSeen() throws Exception {
    try (Connection connection = database.begin()) {
      receiver.fence(connection, KEY, 7);
      connection.rollback();
    }

    enter(KEY, 1);
    assertThat(database.count("skald_receiver_epoch")).isEqualTo(1);
  }

  @Test
  void tablesAreMadeOnce() throws Exception {
    reserve(KEY, "R-1");
    try (Connection connection = database.open()) {
      Receiver.createTablesIfMissing(connection);
    }
    assertThat(database.state(KEY)).containsExactly("DONE");

    try (Connection connection = database.begin()) {
      assertReason(Reason.MISUSE, () -> Receiver.createTablesIfMissing(connection));
    }
  }

  @Test
  void instancesThatStartTogetherMakeTheTablesTogether() throws Exception {
    String url = emptyDatabase();
    try (Database empty = Database.existing(url)) {
      Together.run(
          nCopies(
              8,
              () -> {
                try (Connection connection = empty.open()) {
                  Receiver.createTablesIfMissing(connection);
                  return true;
                }
              }));

      assertThat(empty.count("skald_receiver") + empty.count("skald_receiver_epoch")).isZero();
    }
  }

  Answer reserve(String key, String what) throws SQLException {
    return database.transaction(c -> receiver.once(c, key, () -> reserved(c, key, what)));
  }

  boolean release(String key) throws SQLException {
    return database.transaction(
        c -> receiver.undo(c, key, a -> Database.effect(c, key, "undone " + a.text())));
  }

  static Answer reserved(Connection connection, String key, String what) throws SQLException {
    Database.effect(connection, key, what);
    return Answer.of(what);
  }

  private void enter(String key, long epoch) throws SQLException {
    database.transaction(
        c -> {
          receiver.fence(c, key, epoch);
          return epoch;
        });
  }

  private void assertRefused(String key) {
    assertReason(Reason.UNDONE, () -> reserve(key, "too late"));
  }

  static void assertReason(Reason reason, ThrowingCallable call) {
    assertThatExceptionOfType(ReceiverException.class)
        .isThrownBy(call)
        .satisfies(e -> assertThat(e.reason()).isEqualTo(reason));
  }
}
