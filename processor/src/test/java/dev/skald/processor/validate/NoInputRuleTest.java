package dev.skald.processor.validate;

import dev.skald.processor.Checks;
import dev.skald.processor.Fixture;
import dev.skald.processor.diagnostic.Code;
import org.junit.jupiter.api.Test;

/** A saga has an input. */
@Checks(Code.NO_INPUT)
class NoInputRuleTest {

  @Test
  void nothing() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class PlaceOrder { // error: SKALD031
          @Step Order createOrder(StepContext step) { return null; }
        }
        """);
  }
}
