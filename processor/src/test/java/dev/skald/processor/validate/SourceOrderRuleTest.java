package dev.skald.processor.validate;

import dev.skald.processor.Checks;
import dev.skald.processor.Fixture;
import dev.skald.processor.diagnostic.Code;
import org.junit.jupiter.api.Test;

/** Warns of steps that stand above one they wait for. */
@Checks(Code.SOURCE_ORDER)
class SourceOrderRuleTest {

  @Test
  void upsideDown() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          @Step Payment charge(Order order) { return null; } // warning: SKALD044
          @Step Order createOrder(Cart cart) { return null; }
          @Compensate("createOrder") void cancelOrder(Order order) {}
        }
        """);
  }
}
