package dev.skald.processor.validate;

import dev.skald.processor.Checks;
import dev.skald.processor.Fixture;
import dev.skald.processor.diagnostic.Code;
import org.junit.jupiter.api.Test;

/** One pure method makes the result. */
@Checks(Code.RETURNS_FORM)
class ReturnsFormRuleTest {

  @Test
  void notTwo() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          @Step Order createOrder(Cart cart) { return null; }
          @Returns OrderPlaced placed(Order order) { return null; }
          @Returns OrderPlaced done(Order order) { return null; } // error: SKALD024
        }
        """);
  }

  @Test
  void notNothing() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          @Step Order createOrder(Cart cart) { return null; }
          @Returns void placed(Order order) {} // error: SKALD024
        }
        """);
  }

  @Test
  void noStage() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          @Step Order createOrder(Cart cart) { return null; }
          @Returns CompletionStage<Order> placed(Order order) { return null; } // error: SKALD024
        }
        """);
  }

  @Test
  void noContext() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          @Step Order createOrder(Cart cart) { return null; }
          @Returns OrderPlaced placed(Order order, StepContext step) { return null; } // error: SKALD024
        }
        """);
  }

  @Test
  void anyType() {
    Fixture.compiles(
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          @Step Order createOrder(Cart cart) { return null; }
          @Returns Object placed(Cart cart, Order order) { return order; }
        }
        """);
  }
}
