package dev.skald.processor.validate;

import dev.skald.processor.Checks;
import dev.skald.processor.Fixture;
import dev.skald.processor.diagnostic.Code;
import org.junit.jupiter.api.Test;

/** An effect stays or is undone. */
@Checks(Code.IRREVERSIBLE_UNDO)
class IrreversibleUndoRuleTest {

  @Test
  void notBoth() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          @Step @Irreversible("why") Order createOrder(Cart cart) { return null; } // error: SKALD017
          @Compensate("createOrder") void cancelOrder(Order order) {}
        }
        """);
  }
}
