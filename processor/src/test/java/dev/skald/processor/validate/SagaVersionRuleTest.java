package dev.skald.processor.validate;

import dev.skald.processor.Checks;
import dev.skald.processor.Fixture;
import dev.skald.processor.diagnostic.Code;
import org.junit.jupiter.api.Test;

/** Versions count from 1. */
@Checks(Code.SAGA_VERSION)
class SagaVersionRuleTest {

  @Test
  void thereIsNoVersionZero() {
    Fixture.check(
        """
        @Timeout("3s")
        @Saga(version = 0) // error: SKALD003
        class PlaceOrder {
          @Step Order createOrder(Cart cart) { return null; }
        }
        """);
  }

  @Test
  void norAnyBelow() {
    Fixture.check(
        """
        @Timeout("3s")
        @Saga(version = -1) // error: SKALD003
        class PlaceOrder {
          @Step Order createOrder(Cart cart) { return null; }
        }
        """);
  }
}
