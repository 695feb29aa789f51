package dev.skald.processor.validate;

import dev.skald.processor.Checks;
import dev.skald.processor.Fixture;
import dev.skald.processor.diagnostic.Code;
import org.junit.jupiter.api.Test;

/** A retry policy makes sense. */
@Checks(Code.RETRY)
class RetryRuleTest {

  @Test
  void attempts() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          @Step @Retry(maxAttempts = -2) Order createOrder(Cart cart) { return null; } // error: SKALD014
        }
        """);
  }

  @Test
  void multiplier() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          @Step @Retry(multiplier = 0.5) Order createOrder(Cart cart) { return null; } // error: SKALD014
          @Compensate("createOrder") @Retry(multiplier = Double.NaN) void cancelOrder(Order order) {} // error: SKALD014
        }
        """);
  }

  @Test
  void delays() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        @Retry(maxDelay = "100ms") // error: SKALD014
        class PlaceOrder {
          @Step Order createOrder(Cart cart) { return null; }
        }
        """);
  }

  @Test
  void unlimitedAndOne() {
    Fixture.compiles(
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          @Step @Retry(maxAttempts = Retry.UNLIMITED) Order createOrder(Cart cart) { return null; }
          @Compensate("createOrder") @Retry(maxAttempts = 1) void cancelOrder(Order order) {}
        }
        """);
  }
}
