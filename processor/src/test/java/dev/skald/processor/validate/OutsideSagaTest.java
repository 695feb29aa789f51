package dev.skald.processor.validate;

import dev.skald.processor.Checks;
import dev.skald.processor.Fixture;
import dev.skald.processor.diagnostic.Code;
import org.junit.jupiter.api.Test;

/** Only sagas have steps. */
@Checks(Code.OUTSIDE_SAGA)
class OutsideSagaTest {

  @Test
  void aStepInAPlainClass() {
    Fixture.check(
        """
        class PlaceOrder {
          @Step Order createOrder(Cart cart) { return null; } // error: SKALD006
          @Compensate("createOrder") void cancelOrder(Order order) {}
        }
        """);
  }

  @Test
  void aStepInASuperclass() {
    Fixture.check(
        """
        class Base {
          @Step Order createBase(Cart cart) { return null; } // error: SKALD006
        }
        """,
        """
        @Saga @Timeout("3s")
        class PlaceOrder extends Base {
          @Step Order createOrder(Cart cart) { return null; }
        }
        """);
  }
}
