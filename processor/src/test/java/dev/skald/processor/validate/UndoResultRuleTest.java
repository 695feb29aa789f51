package dev.skald.processor.validate;

import dev.skald.processor.Checks;
import dev.skald.processor.Fixture;
import dev.skald.processor.diagnostic.Code;
import org.junit.jupiter.api.Test;

/** An undo has no result. */
@Checks(Code.UNDO_RESULT)
class UndoResultRuleTest {

  @Test
  void noValue() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          @Step Order createOrder(Cart cart) { return null; }
          @Compensate("createOrder") Order cancelOrder(Order order) { return null; } // error: SKALD023
        }
        """);
  }

  @Test
  void noFuture() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          @Step Order createOrder(Cart cart) { return null; }
          @Compensate("createOrder") Future<?> cancelOrder(Order order) { return null; } // error: SKALD023
        }
        """);
  }

  @Test
  void aStageIsFine() {
    Fixture.compiles(
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          @Step Order createOrder(Cart cart) { return null; }
          @Compensate("createOrder") CompletionStage<?> cancelOrder(Order order) { return null; }
        }
        """);
  }
}
