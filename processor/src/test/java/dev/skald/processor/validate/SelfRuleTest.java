package dev.skald.processor.validate;

import dev.skald.processor.Checks;
import dev.skald.processor.Fixture;
import dev.skald.processor.diagnostic.Code;
import org.junit.jupiter.api.Test;

/** A step does not wait for itself. */
@Checks(Code.SELF)
class SelfRuleTest {

  @Test
  void byItsType() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          @Step Cart check(Cart cart) { return null; } // error: SKALD032
        }
        """);
  }

  @Test
  void byItsName() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          @Step(after = "createOrder") Order createOrder(Cart cart) { return null; } // error: SKALD032
        }
        """);
  }

  @Test
  void itsOwnVariant() {
    Decisions.TWO.check(
        """
        @Saga @Timeout("3s")
        class Credit {
          @Step(readOnly = true) Decision decide(Cart cart,
              Approved approved) { return null; } // error: SKALD032
        }
        """);
  }
}
