package dev.skald.processor.validate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.processor.Checks;
import dev.skald.processor.Fixture;
import dev.skald.processor.diagnostic.Code;
import org.junit.jupiter.api.Test;

/** A step runs through one list, and its undo through the same. */
@Checks(Code.EACH_FORM)
class EachFormRuleTest {

  @Test
  void concurrency() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class PackOrder {
          record Line(String sku) {}
          record Basket(List<Line> lines) {}
          @Step(readOnly = true) void look(Basket basket) {}
          @Step(readOnly = true)
          String count(@Each(concurrency = 1001) Line line, Basket basket) { return null; } // error: SKALD080
          @Step(readOnly = true)
          Integer weigh(@Each(concurrency = -1) Line line, Basket basket) { return null; } // error: SKALD080
          @Returns String done(List<String> counts, List<Integer> weights) { return null; }
        }
        """);
  }

  @Test
  void theBounds() {
    Fixture.compiles(
        """
        @Saga @Timeout("3s")
        class PackOrder {
          record Line(String sku) {}
          record Basket(List<Line> lines) {}
          @Step(readOnly = true)
          String count(@Each(concurrency = 1000) Line line, Basket basket) { return null; }
          @Step(readOnly = true)
          Integer weigh(@Each(concurrency = 1) Line line, Basket basket) { return null; }
          @Returns String done(List<String> counts, List<Integer> weights) { return null; }
        }
        """);
  }

  @Test
  void twoLists() {
    String message =
        Fixture.check(
                """
        @Saga @Timeout("3s")
        class PackOrder {
          record Basket(List<Cart> carts, List<Order> orders) {}
          @Step void pack(@Each Cart cart, @Each Order order, Basket basket) {} // error: SKALD080
        }
        """)
            .message("SKALD080");
    assertThat(message).contains("pack takes both cart and order with @Each.");
  }

  @Test
  void anUndoOfAStepThatRunsOnce() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class PackOrder {
          record Line(String sku) {}
          record Basket(List<Line> lines) {}
          @Step Order pack(Basket basket) { return null; }
          @Compensate("pack") void unpack(@Each Line line) {} // error: SKALD080
        }
        """);
  }

  @Test
  void anUndoOfAnotherList() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class PackOrder {
          record Basket(List<Cart> carts, List<Order> orders) {}
          @Step void pack(@Each Cart cart, Basket basket) {}
          @Compensate("pack") void unpack(@Each Order order) {} // error: SKALD080
        }
        """);
  }
}
