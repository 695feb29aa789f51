package dev.skald.processor.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skald.processor.Checks;
import dev.skald.processor.LockedSaga;
import dev.skald.processor.diagnostic.Code;
import dev.skald.processor.lock.LockFileException.Problem;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Checks(Code.LOCK_FILE)
class LockFileTest {

  private static final String FILE = "place-order-v1.lock";

  private static final String SAGA =
      """
      @Saga @Timeout("3s")
      class PlaceOrder {
        enum Grade { GOOD, BAD }
        sealed interface Check permits Fine, Bad {}
        record Fine(Grade grade, List<Map<String, int[]>> tables) implements Check {}
        record Bad(Optional<Fine> almost, List<Integer> codes) implements Check {}
        record Paid(String reference) {}
        @Step(readOnly = true, ends = Bad.class) Check check(Cart cart) { return null; }
        @Step Order order(Fine fine, @Exclusive("item") Cart cart) { return null; }
        @Compensate("order") void cancelOrder(Outcome<Order> order) {}
        @Step @Pivot Payment charge(Order order, @Signal Paid paid) { return null; }
        @Step(delay = "1h") void ship(Payment payment, Optional<Order> order) {}
      }
      """;

  @TempDir Path folder;
  private LockedSaga saga;
  private String text;

  @BeforeEach
  void accept() {
    String source = SAGA.replace(", Optional<Order> order", ", Order order");
    saga = new LockedSaga(folder).accept(source);
    saga.accept(source.replace("GOOD, BAD", "GOOD, BAD, UGLY"));
    text = saga.read(FILE);
  }

  @Test
  void whatIsWrittenIsReadBack() throws LockFileException {
    LockFile lock = LockFile.parse(text, "place-order", 1);
    assertThat(lock.text()).isEqualTo(text);
    assertThat(lock.formerly()).hasSize(1);
  }

  @Test
  void endsOfLinesMayBeThoseOfWindows() throws LockFileException {
    assertThat(LockFile.parse(text.replace("\n", "\r\n"), "place-order", 1).text()).isEqualTo(text);
  }

  @Test
  void damageIsToldByItsKind() {
    assertDamage(Problem.CONFLICT, text.replace("step order", "<<<<<<< HEAD\nstep order"));
    assertDamage(Problem.EDITED, text.replace("read-only", "irreversible"));
    assertDamage(Problem.TRUNCATED, text.substring(0, text.length() / 2));
    assertDamage(Problem.TRUNCATED, "");
    assertDamage(Problem.NEWER, signed(text.replace("skald-lock 1", "skald-lock 2")));
    assertDamage(Problem.ANOTHER, signed(text.replace("saga place-order", "saga sell")));
    assertDamage(Problem.MALFORMED, signed(text.replace("  effect read-only", "  effect")));
    assertDamage(Problem.MALFORMED, signed(text.replace("  effect", "  efect")));
    assertDamage(Problem.MALFORMED, signed(text.replace("  after order", "  after nobody")));
    assertDamage(Problem.MALFORMED, signed(text.replace("version 1\n", "version one\n")));
  }

  @Test
  void theCompilerSaysSoAndWritesNothingOverIt() {
    for (String damaged :
        new String[] {
          "", "\0\1", text.replace("pivot\n", ""), "=======\n" + text, text.substring(20)
        }) {
      for (String mode : new String[] {"check", "accept", "frozen"}) {
        saga.write(FILE, damaged);
        assertThat(
                saga.compile(mode, SAGA.replace(", Optional<Order> order", "")).message("SKALD121"))
            .contains(FILE);
        assertThat(saga.read(FILE)).isEqualTo(damaged);
      }
    }
  }

  /** Whatever stands in a file, reading it ends with a lock file or with a typed error. */
  @Test
  void noFileMakesTheReaderFailOtherwise() {
    long seed = Long.getLong("skald.seed", 1);
    int rounds = Boolean.getBoolean("skald.long") ? 200_000 : 5_000;
    for (long round = seed; round < seed + rounds; round++) {
      String damaged = signed(damaged(text, new Random(round)));
      try {
        LockFile lock = LockFile.parse(damaged, "place-order", 1);
        assertThat(LockFile.parse(lock.text(), "place-order", 1).text()).isEqualTo(lock.text());
      } catch (LockFileException e) {
        assertThat(e.getMessage()).isNotBlank();
      } catch (RuntimeException | StackOverflowError e) {
        throw new AssertionError("-Dskald.seed=" + round + " on:\n" + damaged, e);
      }
    }
  }

  /** Lines lost, doubled, moved; characters changed. */
  private static String damaged(String text, Random random) {
    StringBuilder result = new StringBuilder(text.substring(0, text.lastIndexOf("checksum ")));
    for (int i = random.nextInt(4); i >= 0 && result.length() > 0; i--) {
      int at = random.nextInt(result.length());
      int to = Math.min(result.length(), at + 1 + random.nextInt(60));
      switch (random.nextInt(4)) {
        case 0 -> result.delete(at, to);
        case 1 -> result.insert(random.nextInt(result.length()), result.substring(at, to));
        case 2 -> result.setCharAt(at, " \n<>,[]$.\"0aZ\u00e9".charAt(random.nextInt(14)));
        default -> result.insert(at, "<".repeat(random.nextInt(300)));
      }
    }
    return result.toString();
  }

  /** With the checksum that belongs to it, so that what stands behind it is tested. */
  private static String signed(String text) {
    int end = text.lastIndexOf("checksum ");
    String content = end < 0 ? text : text.substring(0, end);
    return content + "checksum " + Sha256.of(content) + "\n";
  }

  private static void assertDamage(Problem problem, String text) {
    assertThatThrownBy(() -> LockFile.parse(text, "place-order", 1))
        .isInstanceOfSatisfying(
            LockFileException.class,
            e -> assertThat(e.problem()).as(e.getMessage()).isEqualTo(problem));
  }
}
