package dev.skald.processor.validate;

import dev.skald.processor.Checks;
import dev.skald.processor.Fixture;
import dev.skald.processor.diagnostic.Code;
import org.junit.jupiter.api.Test;

/** Warns of calls that may hang. */
@Checks(Code.NO_TIMEOUT)
class NoTimeoutRuleTest {

  @Test
  void oneStep() {
    Fixture.check(
        """
        @Saga
        class PlaceOrder {
          @Step Order createOrder(Cart cart) { return null; } // warning: SKALD045
          @Compensate("createOrder") void cancelOrder(Order order) {}
          @Step @Timeout("3s") Payment charge(Order order) { return null; }
        }
        """);
  }

  @Test
  void severalStepsOnce() {
    Fixture.check(
        """
        @Saga
        class PlaceOrder { // warning: SKALD045
          @Step Order createOrder(Cart cart) { return null; }
          @Compensate("createOrder") void cancelOrder(Order order) {}
          @Step Payment charge(Order order) { return null; }
        }
        """);
  }

  @Test
  void transactionsHaveOne() {
    Fixture.compiles(
        """
        @Saga
        class PlaceOrder {
          @Step(transactional = true) void count(Cart cart, java.sql.Connection connection) {}
        }
        """);
  }

  @Test
  void readersNeedNone() {
    Fixture.compiles(
        """
        @Saga
        class PlaceOrder {
          @Step(readOnly = true) Quote quote(Cart cart) { return null; }
        }
        """);
  }
}
