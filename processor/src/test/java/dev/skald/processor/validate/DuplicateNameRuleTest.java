package dev.skald.processor.validate;

import dev.skald.processor.Checks;
import dev.skald.processor.Fixture;
import dev.skald.processor.diagnostic.Code;
import org.junit.jupiter.api.Test;

/** The name of a method is its identity. */
@Checks(Code.DUPLICATE_NAME)
class DuplicateNameRuleTest {

  @Test
  void overloadedSteps() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          @Step Order create(Cart cart) { return null; }
          @Step Shipment create(Order order) { return null; } // error: SKALD011
        }
        """);
  }

  @Test
  void anUndoNamedAsItsStep() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          @Step Order create(Cart cart) { return null; }
          @Compensate("create") void create(Order order) {} // error: SKALD011
        }
        """);
  }

  @Test
  void overloadedHelpers() {
    Fixture.compiles(
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          @Step Order createOrder(Cart cart) { return null; }
          Order createOrder(String id) { return null; }
        }
        """);
  }
}
