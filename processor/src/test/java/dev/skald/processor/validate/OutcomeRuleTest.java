package dev.skald.processor.validate;

import dev.skald.processor.Checks;
import dev.skald.processor.Fixture;
import dev.skald.processor.diagnostic.Code;
import org.junit.jupiter.api.Test;

/** An outcome is that of the undone step. */
@Checks(Code.OUTCOME)
class OutcomeRuleTest {

  @Test
  void ofAnotherType() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          @Step Order createOrder(Cart cart) { return null; }
          @Compensate("createOrder") void cancelOrder(Outcome<Payment> payment) {} // error: SKALD037
        }
        """);
  }

  @Test
  void notInAStep() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          @Step Order createOrder(Cart cart) { return null; }
          @Step Shipment ship(Order order, Outcome<Order> outcome) { return null; } // error: SKALD037
        }
        """);
  }

  @Test
  void notRaw() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          @Step Order createOrder(Cart cart) { return null; }
          @SuppressWarnings("rawtypes")
          @Compensate("createOrder") void cancelOrder(Outcome order) {} // error: SKALD037
        }
        """);
  }

  @Test
  void voidAndPrimitives() {
    Fixture.compiles(
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          @Step void createOrder(Cart cart) {}
          @Compensate("createOrder") void cancelOrder(Outcome<Void> order) {}
          @Step(after = "createOrder") int count(Cart cart) { return 1; }
          @Compensate("count") void uncount(Outcome<Integer> count) {}
        }
        """);
  }
}
