package dev.skald.processor.validate;

import dev.skald.processor.Checks;
import dev.skald.processor.Fixture;
import dev.skald.processor.diagnostic.Code;
import org.junit.jupiter.api.Test;

/** A step has one undo. */
@Checks(Code.TWO_UNDOS)
class TwoUndosRuleTest {

  @Test
  void notTwo() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          @Step Order createOrder(Cart cart) { return null; }
          @Compensate("createOrder") void cancelOrder(Order order) {}
          @Compensate("createOrder") void tell(Order order) {} // error: SKALD022
        }
        """);
  }
}
