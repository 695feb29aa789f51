package dev.skald.processor.validate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.processor.Checks;
import dev.skald.processor.Fixture;
import dev.skald.processor.diagnostic.Code;
import org.junit.jupiter.api.Test;

/** The list that a step runs through is there. */
@Checks(Code.EACH_LIST)
class EachListRuleTest {

  @Test
  void noListAtAll() {
    String message =
        Fixture.check(
                """
        @Saga @Timeout("3s")
        class PackOrder {
          @Step void pack(@Each Order order, Cart cart) {} // error: SKALD081
        }
        """)
            .message("SKALD081");
    assertThat(message).contains("pack takes @Each Order order, but there is no List<Order>.");
    assertThat(message).contains("Let a step return List<Order>");
  }

  @Test
  void theComponentIsOfAnotherType() {
    String message =
        Fixture.check(
                """
        @Saga @Timeout("3s")
        class PackOrder {
          record Basket(List<Cart> carts, List<Order> orders) {}
          @Step(readOnly = true) void look(Basket basket) {}
          @Step(after = "look")
          void pack(@Each(component = "orders") Cart cart) {} // error: SKALD081
        }
        """)
            .message("SKALD081");
    assertThat(message).contains("no record component orders of type List<Cart>");
    assertThat(message)
        .contains(
            "Lists here: List<Cart> carts of Basket (the input), List<Order> orders of Basket (the input).");
  }

  @Test
  void theNamedStepGivesNone() {
    String message =
        Fixture.check(
                """
        @Saga @Timeout("3s")
        class PackOrder {
          record Line(String sku) {}
          record Basket(List<Line> lines) {}
          @Step(readOnly = true) Quote look(Basket basket) { return null; }
          @Step void pack(@From("look") @Each Line line) {} // error: SKALD081
        }
        """)
            .message("SKALD081");
    assertThat(message).contains("there is no List<Line> in what look returns.");
  }

  @Test
  void aSetIsNoList() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class PackOrder {
          record Basket(Set<Cart> carts) {}
          @Step void pack(@Each Cart cart, Basket basket) {} // error: SKALD081
        }
        """);
  }

  @Test
  void aFieldOfAPlainClassIsNoComponent() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class PackOrder {
          static class Basket { List<Cart> carts; }
          @Step void pack(@Each Cart cart, Basket basket) {} // error: SKALD081
        }
        """);
  }

  /** That is one cause. */
  @Test
  void theNamedStepIsUnknown() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class PackOrder {
          record Line(String sku) {}
          record Basket(List<Line> lines) {}
          @Step void pack(@From("luk") @Each Line line, Basket basket) {} // error: SKALD021
        }
        """);
  }

  @Test
  void ofAGenericRecord() {
    Fixture.compiles(
        """
        @Saga @Timeout("3s")
        class PackOrder {
          record Page<T>(List<T> items, int number) {}
          @Step(readOnly = true) Page<Order> find(Cart cart) { return null; }
          @Step void pack(@Each Order order) {}
        }
        """);
  }
}
