package dev.skald.processor.validate;

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
}
