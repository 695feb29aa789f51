package dev.skald.processor.validate;

import dev.skald.processor.Checks;
import dev.skald.processor.Fixture;
import dev.skald.processor.diagnostic.Code;
import org.junit.jupiter.api.Test;

/** A rejection is a definite answer. */
@Checks(Code.BROAD_REJECTION)
class BroadRejectionRuleTest {

  @Test
  void exception() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          @Step Payment charge(Cart cart) throws Exception { return null; } // error: SKALD040
        }
        """);
  }

  @Test
  void throwable() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          @Step Payment charge(Cart cart) throws Throwable { return null; } // error: SKALD040
        }
        """);
  }

  @Test
  void runtimeException() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          @Step(rejects = RuntimeException.class) // error: SKALD040
          Payment charge(Cart cart) { return null; }
        }
        """);
  }

  @Test
  void anUndoRejectsNothing() {
    Fixture.compiles(
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          @Step Order createOrder(Cart cart) { return null; }
          @Compensate("createOrder") void cancelOrder(Order order) throws Exception {}
        }
        """);
  }
}
