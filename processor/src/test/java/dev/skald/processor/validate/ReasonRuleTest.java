package dev.skald.processor.validate;

import dev.skald.processor.Checks;
import dev.skald.processor.Fixture;
import dev.skald.processor.diagnostic.Code;
import org.junit.jupiter.api.Test;

/** An effect that stays is explained. */
@Checks(Code.REASON)
class ReasonRuleTest {

  @Test
  void blankIsNoReason() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          @Step @Irreversible(" ") Order createOrder(Cart cart) { return null; } // error: SKALD015
        }
        """);
  }
}
