package dev.skald.processor.validate;

import dev.skald.processor.Checks;
import dev.skald.processor.Fixture;
import dev.skald.processor.diagnostic.Code;
import org.junit.jupiter.api.Test;

/** Warns of undos that do not stand by their steps. */
@Checks(Code.UNDO_FAR)
class UndoFarRuleTest {

  @Test
  void aStepBetween() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          @Step Order createOrder(Cart cart) { return null; }
          @Step Payment charge(Order order) { return null; }
          @Compensate("createOrder") void cancelOrder(Order order) {} // warning: SKALD043
        }
        """);
  }

  @Test
  void silenced() {
    Fixture.compiles(
        """
        @Saga @Timeout("3s") @SuppressWarnings("skald")
        class PlaceOrder {
          @Step Order createOrder(Cart cart) { return null; }
          @Step Payment charge(Order order) { return null; }
          @Compensate("createOrder") void cancelOrder(Order order) {}
        }
        """);
  }
}
