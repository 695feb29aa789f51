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

  /** The method for an event is named after its type. */
  @Test
  void theNameOfAnEventIsTaken() {
    Fixture.check(
        """
        class Shop {
          record Start(String id) {}
          record Case(String id) {}
          record Paid(String id) {}
          static class Bank {
            record Paid(String id) {}
          }
          @Saga @Timeout("3s")
          static class Sell {
            @Step(readOnly = true) void one(Cart cart, @Signal Start start) {} // error: SKALD005
            @Step(readOnly = true) void two(@Signal Case open) {} // error: SKALD005
            @Step(readOnly = true) void three(@Signal Paid paid) {}
            @Step(readOnly = true) void four(@Signal Bank.Paid paid) {} // error: SKALD005
          }
        }
        """);
  }
}
