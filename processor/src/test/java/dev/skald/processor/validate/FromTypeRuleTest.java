package dev.skald.processor.validate;

import dev.skald.processor.Checks;
import dev.skald.processor.Fixture;
import dev.skald.processor.diagnostic.Code;
import org.junit.jupiter.api.Test;

/** A parameter has the type of the result it is to take. */
@Checks(Code.FROM_TYPE)
class FromTypeRuleTest {

  @Test
  void anotherType() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          @Step(readOnly = true) Quote air(Cart cart) { return null; }
          @Step Shipment ship(@From("air") Payment payment) { return null; } // error: SKALD029
        }
        """);
  }

  @Test
  void noResult() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          @Step(readOnly = true) void check(Cart cart) {}
          @Step Shipment ship(@From("check") Payment payment) { return null; } // error: SKALD029
        }
        """);
  }

  @Test
  void boxesAreTheSame() {
    Fixture.compiles(
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          @Step(readOnly = true) int count(Cart cart) { return 1; }
          @Step Shipment ship(@From("count") Integer count) { return null; }
        }
        """);
  }
}
