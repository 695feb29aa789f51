package dev.skald.processor.validate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.processor.Checks;
import dev.skald.processor.Fixture;
import dev.skald.processor.diagnostic.Code;
import org.junit.jupiter.api.Test;

/** There is one point of no return. */
@Checks(Code.TWO_PIVOTS)
class TwoPivotsRuleTest {

  @Test
  void notTwo() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          @Step @Pivot Payment charge(Cart cart) { return null; }
          @Step @Pivot Shipment ship(Payment payment) { return null; } // error: SKALD018
        }
        """);
  }

  @Test
  void oneOnEachBranch() {
    String generated =
        Decisions.TWO.compiles(
            """
            @Saga @Timeout("3s")
            class Credit {
              @Step Decision decide(Cart cart) { return null; }
              @Compensate("decide") void forget(Decision decision) {}
              @Step @Pivot Payment pay(Approved approved) throws CardDeclined { return null; }
              @Step Shipment ship(Payment payment) { return null; }
              @Step @Pivot void refuse(Declined declined) throws InvalidCart {}
              @Step(after = {"ship", "refuse"}) void report(Optional<Shipment> shipment) {}
            }
            """);
    assertThat(generated)
        .contains(".pivot(Steps.PAY)\n          .pivot(Steps.REFUSE)")
        .contains("pay{{pay}}")
        .contains("refuse{{refuse}}");
    assertThat(generated.split("\\.afterPivot\\(\\)", -1)).hasSize(3);
  }

  @Test
  void notTwoThatShareARun() {
    Decisions.TWO.check(
        """
        @Saga @Timeout("3s")
        class Credit {
          @Step(readOnly = true) Decision decide(Cart cart) { return null; }
          @Step @Pivot Payment pay(Approved approved) { return null; }
          @Step @Pivot Quote refuse(Declined declined) { return null; }
          @Step @Pivot void ship(Optional<Payment> payment, Optional<Quote> quote) {} // error: SKALD018
        }
        """);
  }
}
