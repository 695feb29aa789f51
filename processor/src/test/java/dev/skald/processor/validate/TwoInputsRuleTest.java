package dev.skald.processor.validate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.processor.Checks;
import dev.skald.processor.Compiled;
import dev.skald.processor.Fixture;
import dev.skald.processor.diagnostic.Code;
import org.junit.jupiter.api.Test;

/** A saga has one input. */
@Checks(Code.TWO_INPUTS)
class TwoInputsRuleTest {

  @Test
  void aForgottenStep() {
    Compiled compiled =
        Fixture.check(
            """
                @Saga @Timeout("3s")
                class PlaceOrder {
                  @Step Order createOrder(Cart cart) { return null; }
                  Quote quoteShipping(Order order) { return null; }
                  @Step(after = "createOrder") Shipment ship(Quote quote) { return null; } // error: SKALD030
                }
                """);
    assertThat(compiled.message("SKALD030"))
        .isEqualTo(
            """
            SKALD030: PlaceOrder takes 2 types that no step returns; only one can be its input.
                    Cart is taken by createOrder (cart)
                    Quote is taken by ship (quote)
                Exactly one type is the saga's input: the one that steps take and no step returns.
                quoteShipping returns Quote: did you forget its @Step?
                More: docs/errors.md#skald030""");
  }

  /** The list is not written anywhere, so it is said where it comes from. */
  @Test
  void aListWhoseItemsAreTaken() {
    Compiled compiled =
        Fixture.check(
            """
                @Saga @Timeout("3s")
                class PlaceOrder {
                  @Step(readOnly = true) void reserve(@Each Order order) {}
                  @Step(after = "reserve") void ship(@Each Quote quote) {} // error: SKALD030
                }
                """);
    assertThat(compiled.message("SKALD030"))
        .contains("List<Order> is taken by reserve (@Each order)")
        .contains("List<Quote> is taken by ship (@Each quote)");
  }

  @Test
  void anUndoThatTakesOneOfThemIsNoErrorOfItsOwn() {
    Fixture.check(
        """
            @Saga @Timeout("3s")
            class PlaceOrder {
              @Step Order createOrder(Cart cart) { return null; }
              @Compensate("createOrder") void cancelOrder(Cart cart) {}
              @Step Shipment ship(Order order, Quote quote) { return null; } // error: SKALD030
            }
            """);
  }

  @Test
  void aSimilarType() {
    Compiled compiled =
        Fixture.check(
            """
                @Saga @Timeout("3s")
                class PlaceOrder {
                  record Orders(String id) {}
                  @Step Order createOrder(Cart cart) { return null; }
                  @Step Shipment ship(Orders orders) { return null; } // error: SKALD030
                }
                """);
    assertThat(compiled.message("SKALD030"))
        .isEqualTo(
            """
            SKALD030: PlaceOrder takes 2 types that no step returns; only one can be its input.
                    Cart is taken by createOrder (cart)
                    Orders is taken by ship (orders)
                Exactly one type is the saga's input: the one that steps take and no step returns.
                A step returns Order: did you mean that instead of Orders?
                More: docs/errors.md#skald030""");
  }
}
