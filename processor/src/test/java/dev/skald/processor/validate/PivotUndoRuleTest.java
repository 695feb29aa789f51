package dev.skald.processor.validate;

import dev.skald.processor.Checks;
import dev.skald.processor.Fixture;
import dev.skald.processor.diagnostic.Code;
import org.junit.jupiter.api.Test;

/** The pivot is never undone. */
@Checks(Code.PIVOT_UNDO)
class PivotUndoRuleTest {

  @Test
  void noUndo() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          @Step @Pivot Payment charge(Cart cart) { return null; }
          @Compensate("charge") void refund(Payment payment) {} // error: SKALD020
        }
        """);
  }
}
