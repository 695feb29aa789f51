package dev.skald.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Searches for what the other tests have not thought of: random calls compared with a model, random
 * keys, and a failure at each place where the database can fail.
 */
abstract class ProofContract extends CrowdContract {

  private static final boolean LONG = Boolean.getBoolean("skald.long");
  private static final String ODD = "'\"%_\\:;#?{}$aAbB";
  private static final long SEED = Long.getLong("skald.seed", 1);

  /** What should be known of a key. */
  private static final class Model {
    String answer = "";
    boolean rejected;
    boolean buried;
    final List<String> effects = new ArrayList<>();
  }

  @Test
  void randomCallsDoWhatTheModelDoes() throws Exception {
    Random random = new Random(SEED);
    Map<String, Model> models = new HashMap<>();
    Set<String> exercised = new HashSet<>();
    for (int i = 0; i < (LONG ? 10_000 : 600); i++) {
      String key = "run:" + random.nextInt(1 + i / 10);
      Model model = models.computeIfAbsent(key, k -> new Model());
      String what = "R-" + i;
      boolean commit = random.nextInt(4) > 0;
      String trouble = List.of("none", "none", "reject", "throw").get(random.nextInt(4));
      boolean undo = random.nextInt(3) == 0;
      String expected = undo ? expectUndo(model, trouble) : expectCall(model, what, trouble);
      String actual = undo ? tryUndo(key, trouble, commit) : tryCall(key, what, trouble, commit);
      assertThat(actual).as("call %d, seed %d, %s", i, SEED, key).isEqualTo(expected);
      if (commit) {
        apply(model, expected, undo);
      }
      exercised.add(expected.replaceAll("[0-9]+", "") + commit);
      assertThat(database.effects(key))
          .as("after call %d, seed %d", i, SEED)
          .isEqualTo(model.effects);
    }
    assertThat(exercised).as("every kind of end, committed or not").hasSize(18);
  }

  private static String expectCall(Model model, String what, String trouble) {
    if (model.buried) {
      return "UNDONE";
    }
    if (!model.answer.isEmpty()) {
      return (model.rejected ? "again, rejected " : "again, answered ") + model.answer;
    }
    return switch (trouble) {
      case "throw" -> "thrown";
      case "reject" -> "rejected " + what;
      default -> "answered " + what;
    };
  }

  private static String expectUndo(Model model, String trouble) {
    boolean done = !model.effects.isEmpty();
    if (done && !model.buried && trouble.equals("throw")) {
      return "thrown";
    }
    return done ? (model.buried ? "undone before" : "undone") : "nothing to undo";
  }

  private static void apply(Model model, String end, boolean undo) {
    if (end.equals("undone")) {
      model.effects.add("undone " + model.answer);
    }
    if (undo && !end.equals("thrown")) {
      model.buried = true;
    }
    if (end.startsWith("answered ") || end.startsWith("rejected ")) {
      model.answer = end.substring("answered ".length());
      model.rejected = end.startsWith("rejected ");
    }
    if (end.startsWith("answered ")) {
      model.effects.add(model.answer);
    }
  }

  private String tryCall(String key, String what, String trouble, boolean commit)
      throws SQLException {
    boolean[] ran = new boolean[1];
    try (Connection connection = database.begin()) {
      String end;
      try {
        Answer answer =
            receiver.once(
                connection,
                key,
                () -> {
                  ran[0] = true;
                  if (trouble.equals("reject")) {
                    return Answer.rejected(what);
                  }
                  Answer reserved = reserved(connection, key, what);
                  if (trouble.equals("throw")) {
                    throw new IllegalStateException("thrown");
                  }
                  return reserved;
                });
        end =
            (ran[0] ? "" : "again, ")
                + (answer.isRejected() ? "rejected " : "answered ")
                + answer.text();
      } catch (IllegalStateException e) {
        end = e.getMessage();
      } catch (ReceiverException e) {
        end = e.reason().name();
      }
      end(connection, commit);
      return end;
    }
  }

  private String tryUndo(String key, String trouble, boolean commit) throws SQLException {
    boolean[] ran = new boolean[1];
    try (Connection connection = database.begin()) {
      String end;
      try {
        boolean undone =
            receiver.undo(
                connection,
                key,
                answer -> {
                  ran[0] = true;
                  Database.effect(connection, key, "undone " + answer.text());
                  if (trouble.equals("throw")) {
                    throw new IllegalStateException("thrown");
                  }
                });
        end = undone ? (ran[0] ? "undone" : "undone before") : "nothing to undo";
      } catch (IllegalStateException e) {
        end = e.getMessage();
      }
      end(connection, commit);
      return end;
    }
  }

  private static void end(Connection connection, boolean commit) throws SQLException {
    if (commit) {
      connection.commit();
    } else {
      connection.rollback();
    }
  }

  @Test
  void anyTextIsAKeyOfItsOwnOrNone() throws Exception {
    Random random = new Random(SEED);
    Map<String, String> answers = new HashMap<>();
    int refused = 0;
    for (int i = 0; i < (LONG ? 20_000 : 1_000); i++) {
      String key = randomKey(random);
      String what = "R-" + i;
      try {
        String answer = reserve(key, what).text();
        assertThat(answer)
            .as("seed %d, <%s>", SEED, key)
            .isEqualTo(answers.getOrDefault(key, what));
        answers.put(key, answer);
        assertThat(key).hasSizeBetween(1, 255).matches("[!-~]([ -~]*[!-~])?");
      } catch (ReceiverException e) {
        refused++;
        assertThat(e.reason()).isEqualTo(ReceiverException.Reason.INVALID_CALL);
        assertThat(key.matches("[!-~]([ -~]{0,253}[!-~])?")).as("<%s>", key).isFalse();
      }
    }
    assertThat(refused).isGreaterThan(100);
    assertThat(answers).hasSizeGreaterThan(100);
    assertThat(database.count("skald_receiver")).isEqualTo(answers.size());
    for (Map.Entry<String, String> answer : answers.entrySet()) {
      assertThat(database.effects(answer.getKey())).containsExactly(answer.getValue());
    }
  }

  private static String randomKey(Random random) {
    int length = random.nextInt(8) == 0 ? 250 + random.nextInt(10) : random.nextInt(4);
    StringBuilder key = new StringBuilder();
    for (int i = 0; i < length; i++) {
      int kind = random.nextInt(12 * Math.max(length, 12));
      key.append(
          kind < 6
              ? (char) random.nextInt(0x10000)
              : kind < 12 ? ' ' : ODD.charAt(random.nextInt(ODD.length())));
    }
    return key.toString();
  }

  @Test
  void whereverTheDatabaseFailsTheNextCallPutsItRight() throws Exception {
    for (boolean commit : new boolean[] {false, true}) {
      int failures = 0;
      for (int at = 1; failAt(at, commit); at++) {
        failures++;
      }
      assertThat(failures).as("places to fail at").isGreaterThan(12);
    }
  }

  /** A call and its undo with a failure at the given use of the database; false if none was met. */
  private boolean failAt(int at, boolean commit) throws SQLException {
    String key = "fails:" + at + commit;
    Failing failing = new Failing(at);
    boolean failed = attempt(key, failing, commit, "R-1");
    assertThat(reserve(key, "R-2").text()).isEqualTo(failed ? "R-2" : "R-1");
    assertThat(database.effects(key)).hasSize(1);

    boolean undoFailed = attempt(key, failing, commit, "");
    assertThat(database.effects(key)).hasSize(undoFailed ? 1 : 2);
    assertThat(release(key)).isTrue();
    assertThat(database.effects(key)).hasSize(2);
    return failed || undoFailed;
  }

  private boolean attempt(String key, Failing failing, boolean commit, String what)
      throws SQLException {
    try (Connection connection = database.begin()) {
      Connection trapped = failing.trap(connection);
      boolean failed = false;
      try {
        if (what.isEmpty()) {
          receiver.undo(trapped, key, a -> Database.effect(trapped, key, "undone " + a.text()));
        } else {
          receiver.once(trapped, key, () -> reserved(trapped, key, what));
        }
      } catch (SQLException e) {
        assertThat(e.getMessage()).isEqualTo(Failing.MESSAGE);
        failed = true;
      }
      // Even a service that takes no notice of the failure does no harm.
      end(connection, commit || !failed);
      return failed;
    }
  }
}
