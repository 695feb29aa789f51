package dev.skald.processor.validate;

import dev.skald.processor.Checks;
import dev.skald.processor.Fixture;
import dev.skald.processor.diagnostic.Code;
import org.junit.jupiter.api.Test;

/** Undos and the result method take what is there. */
@Checks(Code.NO_PRODUCER)
class NoProducerRuleTest {

  @Test
  void ofAnUndo() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          @Step Order createOrder(Cart cart) { return null; }
          @Compensate("createOrder") void cancelOrder(Payment payment) {} // error: SKALD027
        }
        """);
  }

  @Test
  void ofTheResultMethod() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          @Step Order createOrder(Cart cart) { return null; }
          @Returns OrderPlaced placed(Order order, Quote quote) { return null; } // error: SKALD027
        }
        """);
  }
}
