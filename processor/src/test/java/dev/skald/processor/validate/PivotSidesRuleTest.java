package dev.skald.processor.validate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.processor.Checks;
import dev.skald.processor.diagnostic.Code;
import org.junit.jupiter.api.Test;

/** A step is before the points of no return, or behind them. */
@Checks(Code.PIVOT_SIDES)
class PivotSidesRuleTest {

  @Test
  void beforeOneAndBesideAnother() {
    String message =
        Decisions.TWO
            .check(
                """
                @Saga @Timeout("3s")
                class Credit {
                  @Step(readOnly = true) Decision decide(Cart cart) { return null; }
                  @Step(readOnly = true) Quote quote(Cart cart) { return null; } // error: SKALD053
                  @Step @Pivot void pay(Approved approved, Quote quote) {}
                  @Step @Pivot void refuse(Declined declined) {}
                }
                """)
            .message("SKALD053");
    assertThat(message)
        .contains(
            "quote is done before the pivot pay, but on another branch it may run after the pivot"
                + " refuse.")
        .contains("Let refuse wait for it: @Step(after = \"quote\").");
  }

  @Test
  void bothWait() {
    Decisions.TWO.compiles(
        """
        @Saga @Timeout("3s")
        class Credit {
          @Step(readOnly = true) Decision decide(Cart cart) { return null; }
          @Step(readOnly = true) Quote quote(Cart cart) { return null; }
          @Step @Pivot void pay(Approved approved, Quote quote) {}
          @Step(after = "quote") @Pivot void refuse(Declined declined) {}
        }
        """);
  }
}
