package dev.skald.processor.validate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.processor.Checks;
import dev.skald.processor.diagnostic.Code;
import org.junit.jupiter.api.Test;

/** A step does not wait for what no run has together. */
@Checks(Code.UNREACHABLE)
class UnreachableRuleTest {

  @Test
  void resultsOfTwoBranches() {
    assertThat(
            message(
                """
                @Saga @Timeout("3s")
                class Credit {
                  @Step(readOnly = true, ends = Review.class)
                  Decision decide(Cart cart) { return null; }
                  @Step(readOnly = true) Quote grant(Approved approved) { return null; }
                  @Step(readOnly = true) Order refuse(Declined declined) { return null; }
                  @Step(readOnly = true) void settle(Cart cart, Quote quote, Order order) {} // error: SKALD049
                  @Step(after = "settle") void report(Cart cart) {}
                }
                """))
        .isEqualTo(
            """
            SKALD049: settle can never run: it waits for Quote quote (decide returned Approved) and for Order order (decide returned Declined).
                A step runs when all it waits for has run, and in one run a result is of one variant.
                Take what may be missing as an Optional, or write one step for each variant.
                More: docs/errors.md#skald049""");
  }

  @Test
  void aVariantAndAStepOfAnother() {
    assertThat(
            message(
                """
                @Saga @Timeout("3s")
                class Credit {
                  @Step(readOnly = true, ends = Review.class)
                  Decision decide(Cart cart) { return null; }
                  @Step(readOnly = true) void grant(Approved approved) {}
                  @Step(after = "grant") void refuse(Declined declined) {} // error: SKALD049
                }
                """))
        .contains(
            "Declined declined (decide returned Declined) and for after grant (decide returned"
                + " Approved)");
  }

  @Test
  void onlyTogetherTheyExcludeEachOther() {
    assertThat(
            message(
                """
                @Saga @Timeout("3s")
                class Credit {
                  sealed interface Choice permits Fast, Slow, Free {}
                  sealed interface Fast extends Choice permits A, B {}
                  sealed interface Slow extends Choice permits B, C {}
                  sealed interface Free extends Choice permits A, C {}
                  record A() implements Fast, Free {}
                  record B() implements Fast, Slow {}
                  record C() implements Slow, Free {}
                  @Step(readOnly = true) Choice decide(Cart cart) { return null; }
                  @Step void all(Fast fast, Slow slow, Free free) {} // error: SKALD049
                }
                """))
        .contains("Fast fast (decide returned Fast) and for Slow slow (decide returned Slow)");
  }

  private static String message(String saga) {
    return Decisions.THREE.check(saga).message("SKALD049");
  }
}
