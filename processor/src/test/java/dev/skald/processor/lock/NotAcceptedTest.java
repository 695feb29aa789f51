package dev.skald.processor.lock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.processor.Checks;
import dev.skald.processor.Compiled;
import dev.skald.processor.LockedSaga;
import dev.skald.processor.diagnostic.Code;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Checks(Code.NOT_ACCEPTED)
class NotAcceptedTest {

  private static final Pattern FINGERPRINT =
      Pattern.compile("\\.fingerprint\\(\\s*\"([0-9a-f]{64})\"\\)");

  private static final String SAGA =
      """
      @Saga @Timeout("3s")
      class PlaceOrder {
        @Step @Pivot void charge(Cart cart) {}
      }
      """;
  private static final String MORE =
      SAGA.replace("}\n}", "}\n  @Step(after = \"charge\") void thank(Cart cart) {}\n}");
  private static final String MOST =
      MORE.replace("}\n}", "}\n  @Step(after = \"thank\") void ask(Cart cart) {}\n}");

  @TempDir Path folder;
  private LockedSaga saga;

  @BeforeEach
  void accept() {
    saga = new LockedSaga(folder).accept(SAGA);
  }

  @Test
  void theBuildGoesOnAndSaysWhatHasChanged() {
    Compiled compiled = saga.check(MORE);
    assertThat(compiled.errors()).isEmpty();
    assertThat(compiled.message("SKALD123"))
        .contains("thank is new, behind the point of no return")
        .contains("-Askald.lock.mode=accept");
    assertThat(compiled.said().get(0).line()).isEqualTo(4);
  }

  @Test
  void itCanBeSilenced() {
    assertThat(saga.check(MORE.replace("@Saga", "@SuppressWarnings(\"skald\") @Saga")).said())
        .isEmpty();
  }

  @Test
  void nothingIsWrittenUnlessItIsAccepted() {
    String accepted = saga.read("place-order-v1.lock");
    saga.check(MORE);
    saga.compile("frozen", MORE);
    assertThat(saga.read("place-order-v1.lock")).isEqualTo(accepted);
    saga.accept(MORE);
    assertThat(saga.read("place-order-v1.lock")).isNotEqualTo(accepted);
    assertThat(saga.check(MORE).said()).isEmpty();
    assertThat(saga.compile("frozen", MORE).said()).isEmpty();
    assertThat(saga.files()).containsExactly("place-order-v1.lock");
  }

  @Test
  void acceptingTwiceChangesNothing() {
    saga.accept(MORE);
    String accepted = saga.read("place-order-v1.lock");
    saga.accept(MORE);
    assertThat(saga.read("place-order-v1.lock")).isEqualTo(accepted);
  }

  @Test
  void theOrchestratorTakesOverFromAllThatWasAccepted() {
    String first = fingerprint(saga.check(SAGA));
    String unaccepted = orchestrator(saga.check(MORE));
    assertThat(unaccepted).contains(".supersedes(").contains(first);
    String second = fingerprint(saga.accept(MORE).check(MORE));
    assertThat(second).isNotEqualTo(first);
    String third = orchestrator(saga.accept(MOST).check(MOST));
    assertThat(third.substring(third.indexOf(".supersedes("))).contains(first).contains(second);
  }

  @Test
  void policiesAndWhatTypesAreMadeOfLeaveTheFingerprint() {
    String first = fingerprint(saga.check(SAGA));
    assertThat(fingerprint(saga.check(SAGA.replace("3s", "5s")))).isEqualTo(first);
    String own =
        """
        @Saga @Timeout("3s")
        class Pay {
          record Bill(int cents) {}
          @Step @Pivot void charge(Bill bill) {}
        }
        """;
    LockedSaga bills = new LockedSaga(folder.resolve("bills")).accept(own);
    Compiled more = bills.check(own.replace("int cents", "long cents"));
    more.message("SKALD123");
    assertThat(fingerprint(more)).isEqualTo(fingerprint(bills.check(own)));
  }

  private static String fingerprint(Compiled compiled) {
    Matcher matcher = FINGERPRINT.matcher(orchestrator(compiled));
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }

  private static String orchestrator(Compiled compiled) {
    return compiled.generated().values().iterator().next();
  }
}
