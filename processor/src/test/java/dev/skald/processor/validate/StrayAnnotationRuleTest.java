package dev.skald.processor.validate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.processor.Checks;
import dev.skald.processor.Fixture;
import dev.skald.processor.diagnostic.Code;
import org.junit.jupiter.api.Test;

/** Annotations stand where they have an effect. */
@Checks(Code.STRAY_ANNOTATION)
class StrayAnnotationRuleTest {

  @Test
  void policiesOfNothing() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          @Step Order createOrder(Cart cart) { return null; }
          @Retry void help() {} // error: SKALD007
          @Timeout("1s") void helpMore() {} // error: SKALD007
        }
        """);
  }

  @Test
  void marksOfStepsOnAnUndo() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          @Step Order createOrder(Cart cart) { return null; }
          @Compensate("createOrder") @Pivot void cancelOrder(Order order) {} // error: SKALD007
        }
        """);
  }

  @Test
  void fromWithoutAResult() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          @Step Order createOrder(Cart cart, @From("createOrder") StepContext step) { return null; } // error: SKALD007
          void help(@From("createOrder") Order order) {} // error: SKALD007
        }
        """);
  }

  @Test
  void policiesOnAnUndo() {
    Fixture.compiles(
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          @Step Order createOrder(Cart cart) { return null; }
          @Compensate("createOrder") @Retry @Timeout("1s") void cancelOrder(Order order) {}
        }
        """);
  }

  @Test
  void elementsOutsideOfSteps() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          record Approved(String by) {}
          @Step Order createOrder(Cart cart, @Each StepContext step) { return null; } // error: SKALD007
          @Child(PlaceOrder.class) // error: SKALD007
          @Compensate("createOrder") void cancelOrder(@Signal Approved approved) {} // error: SKALD007
          @Returns Order placed(Order order, @Each Cart cart) { return order; } // error: SKALD007
          void help(@Signal Approved approved, @Exclusive("item") Cart cart) {} // error: SKALD007, SKALD007
        }
        """);
  }

  /** The way out is another parameter; the method is a step already. */
  @Test
  void aLockByAnItemIsToldAsSuch() {
    String message =
        Fixture.check(
                """
                @Saga @Timeout("3s")
                class PackOrder {
                  record Basket(List<Cart> carts) {}
                  @Step void pack(@Each @Exclusive("item") Cart cart, Basket basket) {} // error: SKALD007
                }
                """)
            .message("SKALD007");
    assertThat(message)
        .contains("pack takes the item cart with @Each")
        .contains("Write @Exclusive on another parameter");
  }
}
