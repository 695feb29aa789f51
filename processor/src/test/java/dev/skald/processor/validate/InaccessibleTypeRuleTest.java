package dev.skald.processor.validate;

import dev.skald.processor.Checks;
import dev.skald.processor.Fixture;
import dev.skald.processor.diagnostic.Code;
import org.junit.jupiter.api.Test;

/** Generated code can name what it needs. */
@Checks(Code.INACCESSIBLE_TYPE)
class InaccessibleTypeRuleTest {

  @Test
  void aPrivateResult() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          private record Ticket(String id) {}
          @Step Ticket createOrder(Cart cart) { return null; } // error: SKALD026
          @Compensate("createOrder") void cancelOrder(Ticket ticket) {}
        }
        """);
  }

  @Test
  void aPrivateRejection() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          private static class Sold extends Exception { private static final long serialVersionUID = 1; }
          @Step Order createOrder(Cart cart) throws Sold { return null; } // error: SKALD026
        }
        """);
  }

  @Test
  void aPrivatePartIsNotNamed() {
    Fixture.compiles(
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          private record Line(String item) {}
          record Ticket(List<Line> lines) {}
          @Step Ticket createOrder(Cart cart) { return null; }
        }
        """);
  }
}
