package dev.skald.processor.validate;

import dev.skald.processor.Checks;
import dev.skald.processor.Fixture;
import dev.skald.processor.diagnostic.Code;
import org.junit.jupiter.api.Test;

/** A method has one role. */
@Checks(Code.TWO_ROLES)
class TwoRolesRuleTest {

  @Test
  void aStepIsNoUndo() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          @Step Order createOrder(Cart cart) { return null; }
          @Step @Compensate("createOrder") void cancelOrder(Order order) {} // error: SKALD008
        }
        """);
  }

  /** Its result belongs to the other role, and is no second mistake. */
  @Test
  void aStepWithAResultIsNoUndo() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          @Step Order createOrder(Cart cart) { return null; }
          @Step @Compensate("createOrder") Quote quote(Order order) { return null; } // error: SKALD008
        }
        """);
  }

  @Test
  void aStepIsNoResultMethod() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          @Step @Returns Order createOrder(Cart cart) { return null; } // error: SKALD008
        }
        """);
  }
}
