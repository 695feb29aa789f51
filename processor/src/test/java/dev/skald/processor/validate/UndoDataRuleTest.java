package dev.skald.processor.validate;

import dev.skald.processor.Checks;
import dev.skald.processor.Fixture;
import dev.skald.processor.diagnostic.Code;
import org.junit.jupiter.api.Test;

/** An undo takes what is always there. */
@Checks(Code.UNDO_DATA)
class UndoDataRuleTest {

  @Test
  void aLaterResult() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          @Step Order createOrder(Cart cart) { return null; }
          @Compensate("createOrder") void cancelOrder(Payment payment) {} // error: SKALD036
          @Step Payment charge(Order order) { return null; }
        }
        """);
  }

  @Test
  void aParallelResult() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          @Step @Parallel Order createOrder(Cart cart) { return null; }
          @Compensate("createOrder") void cancelOrder(Reservation reservation) {} // error: SKALD036
          @Step @Parallel Reservation reserve(Cart cart) { return null; }
          @Compensate("reserve") void release(Reservation reservation) {}
        }
        """);
  }

  @Test
  void inputAncestorsAndOwn() {
    Fixture.compiles(
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          @Step Order createOrder(Cart cart) { return null; }
          @Compensate("createOrder") void cancelOrder(Cart cart, Order order) {}
          @Step Reservation reserve(Order order) { return null; }
          @Compensate("reserve") void release(Cart cart, Order order, Reservation reservation, StepContext step) {}
        }
        """);
  }
}
