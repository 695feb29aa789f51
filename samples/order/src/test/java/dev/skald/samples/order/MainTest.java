package dev.skald.samples.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo as a newcomer starts it: in a process of its own, with processes of its own. */
class MainTest {

  private static final long LONGEST_SECONDS = 240;

  @TempDir private Path folder;

  @Test
  void theDemoTellsItsStoryAndTheBooksBalance() throws Exception {
    Path output = folder.resolve("output.txt");

    int exit = run("sqlite", output);

    String text = Files.readString(output);
    assertThat(exit).as(text).isZero();
    assertThat(text)
        .containsSubsequence(
            "order-4711  COMPLETED",
            "order-4712  COMPENSATED",
            "CardDeclined: insufficient funds",
            "releaseStock",
            "undo",
            "cancelOrder",
            "undo",
            "kill -9",
            "order-4713  COMPLETED",
            "chargePayment was called 2 times with 1 key, by owners of epoch",
            "took effect once",
            "order-4714  COMPLETED",
            "ship was called 2 times with 1 key",
            "took effect once",
            "order-4715  STUCK",
            "chargePayment was called 5 times with 1 key",
            "alice supplies the result",
            "order-4715  COMPLETED",
            "5 made, 1 cancelled",
            "5 reserved, 1 released",
            "4 charged, 0 refunded",
            "4 shipped",
            "effects that took place twice: 0",
            "the books balance")
        .doesNotContain("\u001b");
    assertThat(journal(text)).as("removed after success").doesNotExist();
  }

  @Test
  void threeOrchestratorsOnOneJournalLoseNothing() throws Exception {
    Path output = folder.resolve("output.txt");

    int exit = run("postgres", output);

    String text = Files.readString(output);
    assertThat(exit).as(text).isZero();
    assertThat(text)
        .containsSubsequence(
            "kill -9",
            "kill -STOP",
            "has brought all 48 orders to their end",
            "kill -CONT",
            "60 made",
            "effects that took place twice: 0",
            "the books balance");
  }

  private static int run(String store, Path output) throws IOException, InterruptedException {
    Process demo =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dstore=" + store,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(demo.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS))
          .as(() -> "the demo ends; so far: " + soFar(output))
          .isTrue();
      return demo.exitValue();
    } finally {
      demo.destroyForcibly();
    }
  }

  private static String soFar(Path output) {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static Path journal(String text) {
    Matcher journal = Pattern.compile("journal +(\\S+)").matcher(text);
    assertThat(journal.find()).isTrue();
    return Path.of(journal.group(1));
  }
}
