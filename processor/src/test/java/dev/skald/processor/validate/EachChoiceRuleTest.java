package dev.skald.processor.validate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.processor.Checks;
import dev.skald.processor.Fixture;
import dev.skald.processor.diagnostic.Code;
import org.junit.jupiter.api.Test;

/** A step runs through one of the lists that fit. */
@Checks(Code.EACH_CHOICE)
class EachChoiceRuleTest {

  @Test
  void twoStepsReturnIt() {
    String message =
        Fixture.check(
                """
        @Saga @Timeout("3s")
        class PackOrder {
          @Step(readOnly = true) List<Order> mine(Cart cart) { return null; }
          @Step(readOnly = true) List<Order> yours(Cart cart) { return null; }
          @Step(after = {"mine", "yours"}) void pack(@Each Order order) {} // error: SKALD082
        }
        """)
            .message("SKALD082");
    assertThat(message).contains("any of several lists: that of mine, that of yours.");
    assertThat(message).contains("@From(\"mine\") @Each Order order");
  }

  @Test
  void theInputHasOneAndAStepHasOne() {
    String message =
        Fixture.check(
                """
        @Saga @Timeout("3s")
        class PackOrder {
          record Basket(List<Cart> carts) {}
          record Choice(List<Cart> carts) {}
          @Step(readOnly = true) Choice choose(Basket basket) { return null; }
          @Step(after = "choose") void pack(@Each Cart cart) {} // error: SKALD082
        }
        """)
            .message("SKALD082");
    assertThat(message).contains("@From(\"choose\") @Each Cart cart");
  }

  @Test
  void fromSaysWhich() {
    Fixture.compiles(
        """
        @Saga @Timeout("3s")
        class PackOrder {
          record Basket(List<Cart> carts) {}
          record Choice(List<Cart> carts, List<Cart> rest) {}
          @Step(readOnly = true) Choice choose(Basket basket) { return null; }
          @Step void pack(@From("choose") @Each(component = "rest") Cart cart) {}
        }
        """);
  }

  @Test
  void aListOfALaterStepIsNotMeant() {
    Fixture.compiles(
        """
        @Saga @Timeout("3s")
        class PackOrder {
          record Basket(List<Cart> carts) {}
          record Packed(List<Cart> carts) {}
          @Step(readOnly = true) Order pack(@Each Cart cart, Basket basket) { return null; }
          @Step Packed close(List<Order> orders) { return null; }
        }
        """);
  }

  @Test
  void whoReturnsTheListComesFirst() {
    Fixture.compiles(
        """
        @Saga @Timeout("3s")
        class PackOrder {
          record Basket(List<Cart> carts) {}
          @Step(readOnly = true) List<Cart> choose(Basket basket) { return null; }
          @Step void pack(@Each Cart cart) {}
        }
        """);
  }
}
