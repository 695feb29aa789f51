package dev.skald.processor.validate;

import dev.skald.processor.Checks;
import dev.skald.processor.Fixture;
import dev.skald.processor.diagnostic.Code;
import org.junit.jupiter.api.Test;

/** The orchestrator has a name of its own. */
@Checks(Code.GENERATED_NAME)
class GeneratedNameTest {

  @Test
  void theNameIsTaken() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class PlaceOrder { // error: SKALD005
          @Step Order createOrder(Cart cart) { return null; }
        }
        """,
        """
        class PlaceOrderOrchestrator {}
        """);
  }

  @Test
  void theNameIsTakenByANestedSaga() {
    Fixture.check(
        """
        class Aisle {
          @Saga(name = "nested") @Timeout("3s")
          static class Shelf {
            @Step Order createOrder(Cart cart) { return null; }
          }
        }
        """,
        """
        @Saga(name = "flat") @Timeout("3s")
        class Aisle_Shelf { // error: SKALD005
          @Step Order createOrder(Cart cart) { return null; }
        }
        """);
  }
}
