package dev.skald.processor.validate;

import dev.skald.processor.Checks;
import dev.skald.processor.Fixture;
import dev.skald.processor.diagnostic.Code;
import org.junit.jupiter.api.Test;

/** A saga does something. */
@Checks(Code.NO_STEPS)
class NoStepsRuleTest {

  @Test
  void anEmptySaga() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class PlaceOrder { // error: SKALD010

        }
        """);
  }
}
