package dev.skald.processor.validate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.processor.Checks;
import dev.skald.processor.Fixture;
import dev.skald.processor.diagnostic.Code;
import org.junit.jupiter.api.Test;

/** A step that runs for each item has a list of results. */
@Checks(Code.EACH_RESULT)
class EachResultRuleTest {

  @Test
  void namedByFrom() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class PackOrder {
          record Line(String sku) {}
          record Basket(List<Line> lines) {}
          @Step(readOnly = true) Order find(@Each Line line, Basket basket) { return null; }
          @Step void pack(@From("find") Order order) {} // error: SKALD083
        }
        """);
  }

  @Test
  void inTheResultMethod() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class PackOrder {
          record Line(String sku) {}
          record Basket(List<Line> lines) {}
          @Step Order find(@Each Line line, Basket basket) { return null; }
          @Returns Order done(Order order) { return null; } // error: SKALD083
        }
        """);
  }

  @Test
  void inTheUndoOfAnotherStep() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class PackOrder {
          record Line(String sku) {}
          record Basket(List<Line> lines) {}
          @Step(readOnly = true) Order find(@Each Line line, Basket basket) { return null; }
          @Step Payment charge(List<Order> orders) { return null; }
          @Compensate("charge") void refund(Payment payment, Order order) {} // error: SKALD083
        }
        """);
  }

  @Test
  void allResultsInItsOwnUndo() {
    String message =
        Fixture.check(
                """
        @Saga @Timeout("3s")
        class PackOrder {
          record Line(String sku) {}
          record Basket(List<Line> lines) {}
          @Step Order create(@Each Line line, Basket basket) { return null; }
          @Compensate("create") void cancel(List<Order> orders) {} // error: SKALD083
        }
        """)
            .message("SKALD083");
    assertThat(message)
        .contains("cancel takes List<Order> orders, but is called for one item of create.");
  }

  @Test
  void anEachStepWithoutResultHasNone() {
    Fixture.compiles(
        """
        @Saga @Timeout("3s")
        class PackOrder {
          record Line(String sku) {}
          record Basket(List<Line> lines) {}
          @Step void mark(@Each Line line, Basket basket) {}
          @Compensate("mark") void unmark(@Each Line line, Outcome<Void> outcome) {}
          @Step(after = "mark") void pack(Basket basket) {}
        }
        """);
  }

  @Test
  void onABranchThatMayNotBeTaken() {
    Decisions.TWO.check(
        """
        @Saga @Timeout("3s")
        class Credit {
          record Basket(List<Cart> carts) {}
          @Step(readOnly = true, ends = Declined.class) Decision decide(Basket basket) { return null; }
          @Step(readOnly = true) Quote quote(@Each Cart cart, Approved approved) { return null; }
          @Step void end(Basket basket, Optional<List<Quote>> quotes) {} // error: SKALD083
        }
        """);
  }

  @Test
  void onItsOwnBranch() {
    Decisions.TWO.compiles(
        """
        @Saga @Timeout("3s")
        class Credit {
          record Basket(List<Cart> carts) {}
          @Step(readOnly = true, ends = Declined.class) Decision decide(Basket basket) { return null; }
          @Step(readOnly = true) Quote quote(@Each Cart cart, Approved approved) { return null; }
          @Step(readOnly = true) Order sum(List<Quote> quotes) { return null; }
          @Step void end(Basket basket, Optional<Order> order) {}
        }
        """);
  }
}
