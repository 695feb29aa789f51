package dev.skald.processor.validate;

import dev.skald.processor.Checks;
import dev.skald.processor.Fixture;
import dev.skald.processor.diagnostic.Code;
import org.junit.jupiter.api.Test;

/** Durations are read by javac. */
@Checks(Code.DURATION)
class DurationRuleTest {

  @Test
  void everyPlaceIsChecked() {
    Fixture.check(
        """
        @Saga(deadline = "2w") // error: SKALD013
        @Timeout("") // error: SKALD013
        @Retry(maxDelay = "-1s") // error: SKALD013
        class PlaceOrder {
          @Step @Timeout("3 s") Order createOrder(Cart cart) { return null; } // error: SKALD013
          @Compensate("createOrder") @Retry(delay = "fast") void cancelOrder(Order order) {} // error: SKALD013
          @Step(after = "createOrder", delay = "later") void ship(Cart cart) {} // error: SKALD013
        }
        """);
  }

  @Test
  void zeroAndForeverAreNone() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          @Step @Timeout("0s") Order createOrder(Cart cart) { return null; } // error: SKALD013
          @Compensate("createOrder") @Timeout("99999999999999d") void cancelOrder(Order order) {} // error: SKALD013
        }
        """);
  }

  @Test
  void allUnits() {
    Fixture.compiles(
        """
        @Saga(deadline = "7d") @Timeout("1h")
        class PlaceOrder {
          @Step @Timeout("200ms") @Retry(delay = "1s", maxDelay = "2m") Order createOrder(Cart cart) { return null; }
        }
        """);
  }
}
