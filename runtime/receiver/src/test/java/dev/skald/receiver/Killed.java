package dev.skald.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;

/** A service in a process of its own, which is killed at a chosen moment of a call. */
final class Killed {

  /** When it is killed. */
  enum When {
    IN_THE_EFFECT,
    BEFORE_THE_COMMIT,
    AFTER_THE_COMMIT
  }

  private static final String KEY = "run:step";

  private Killed() {}

  /** Kills it, and looks at what is left, and at what the next call does. */
  static void check(Database database, When when, Path folder) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+IgnoreUnrecognizedVMOptions",
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                // A killed process cannot remove the library that the driver unpacks; the test can.
                "-Dorg.sqlite.tmpdir=" + folder,
                "-cp",
                System.getProperty("java.class.path"),
                Killed.class.getName(),
                database.url(),
                when.name())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader output =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(output.readLine()).isEqualTo(when.name());
    } finally {
      process.toHandle().destroyForcibly(); // kill -9
      process.waitFor();
    }

    Receiver receiver = new Receiver();
    Answer answer =
        database.transaction(
            c ->
                receiver.once(c, KEY, () -> ReceiverContract.reserved(c, KEY, "by the next call")));

    String expected = when == When.AFTER_THE_COMMIT ? "by the killed one" : "by the next call";
    assertThat(answer.text()).isEqualTo(expected);
    assertThat(database.effects(KEY)).containsExactly(expected);
  }

  public static void main(String[] args) throws Exception {
    When when = When.valueOf(args[1]);
    try (Database database = Database.existing(args[0]);
        Connection connection = database.begin()) {
      new Receiver()
          .once(
              connection,
              KEY,
              () -> {
                Answer answer = ReceiverContract.reserved(connection, KEY, "by the killed one");
                reached(When.IN_THE_EFFECT, when);
                return answer;
              });
      reached(When.BEFORE_THE_COMMIT, when);
      connection.commit();
      reached(When.AFTER_THE_COMMIT, when);
    }
  }

  /** Says so, and waits to be killed; or for the parent to go. */
  private static void reached(When here, When when) throws IOException {
    if (here == when) {
      System.out.println(here);
      while (System.in.read() >= 0) {
        // nothing is ever sent
      }
      System.exit(1);
    }
  }
}
