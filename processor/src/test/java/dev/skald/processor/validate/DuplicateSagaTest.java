package dev.skald.processor.validate;

import dev.skald.processor.Checks;
import dev.skald.processor.Fixture;
import dev.skald.processor.diagnostic.Code;
import org.junit.jupiter.api.Test;

/** A durable name and version belong to one saga. */
@Checks(Code.DUPLICATE_SAGA)
class DuplicateSagaTest {

  @Test
  void oneNameForTwoSagas() {
    Fixture.check(
        """
        class Shop {
          @Saga(name = "place-order") @Timeout("3s")
          static class PlaceOrder {
            @Step Order createOrder(Cart cart) { return null; }
          }
          @Timeout("3s")
          @Saga(name = "place-order") // error: SKALD004
          static class PlaceOrderAsGift {
            @Step Order createOrder(Cart cart) { return null; }
          }
        }
        """);
  }

  @Test
  void versionsLiveSideBySide() {
    Fixture.compiles(
        """
        class Shop {
          @Saga(name = "place-order") @Timeout("3s")
          static class PlaceOrder {
            @Step Order createOrder(Cart cart) { return null; }
          }
          @Saga(name = "place-order", version = 2) @Timeout("3s")
          static class PlaceOrder2 {
            @Step Order createOrder(Cart cart) { return null; }
          }
        }
        """);
  }
}
