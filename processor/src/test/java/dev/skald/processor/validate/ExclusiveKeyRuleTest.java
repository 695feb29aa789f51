package dev.skald.processor.validate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.processor.Checks;
import dev.skald.processor.Fixture;
import dev.skald.processor.diagnostic.Code;
import org.junit.jupiter.api.Test;

/** A lock has a key that can be compared, and seen. */
@Checks(Code.EXCLUSIVE_KEY)
class ExclusiveKeyRuleTest {

  @Test
  void ofAnotherType() {
    String message =
        Fixture.check(
                """
        @Saga @Timeout("3s")
        class Sell {
          record Basket(double price) {}
          @Step void sell(@Exclusive("price") Basket basket) {} // error: SKALD093
        }
        """)
            .message("SKALD093");
    assertThat(message)
        .contains("@Exclusive(\"price\") finds no key in Basket basket: its price is a double.");
  }

  @Test
  void sensitive() {
    String message =
        Fixture.check(
                """
        @Saga @Timeout("3s")
        class Sell {
          record Basket(@Sensitive String card) {}
          @Step void sell(@Exclusive("card") Basket basket) {} // error: SKALD093
        }
        """)
            .message("SKALD093");
    assertThat(message).contains("takes its key from a @Sensitive component of Basket");
  }

  @Test
  void sensitiveInAList() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class Sell {
          record Card(@Sensitive String number) {}
          @Step void sell(@Exclusive("number") List<Card> cards) {} // error: SKALD093
        }
        """);
  }

  @Test
  void withoutAName() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class Sell {
          @Step void sell(@Exclusive(" ") String order) {} // error: SKALD093
        }
        """);
  }

  @Test
  void allThatIsAKey() {
    Fixture.compiles(
        """
        @Saga @Timeout("3s")
        class Sell {
          enum Region { NORTH, SOUTH }
          record Line(short sku) {}
          record Basket(Region region, int shop, List<UUID> vouchers) {}
          @Step(readOnly = true) long number(@Exclusive("region") Basket basket) { return 1; }
          @Step(readOnly = true)
          List<Line> lines(@Exclusive("shop") Basket basket, @Exclusive("number") long number) {
            return null;
          }
          @Step(readOnly = true)
          Region region(@Exclusive("vouchers") Basket basket, @Exclusive("sku") List<Line> lines) {
            return null;
          }
          @Step(readOnly = true) void look(@Exclusive("the region") Region region) {}
        }
        """);
  }

  @Test
  void whereItIsNoDataItHasNoEffect() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class Sell {
          record Approved(String by) {}
          record Basket(List<Cart> carts) {}
          @Step Order pack(@Each @Exclusive("item") Cart cart, Basket basket) { return null; } // error: SKALD007
          @Compensate("pack") void unpack(@Exclusive("id") Order order) {} // error: SKALD007
          @Step Payment pay(@Exclusive("by") @Signal Approved approved, List<Order> orders) { return null; } // error: SKALD007
          @Returns String done(@Exclusive("id") Payment payment) { return null; } // error: SKALD007
        }
        """);
  }
}
