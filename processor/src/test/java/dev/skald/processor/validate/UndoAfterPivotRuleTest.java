package dev.skald.processor.validate;

import dev.skald.processor.Checks;
import dev.skald.processor.Fixture;
import dev.skald.processor.diagnostic.Code;
import org.junit.jupiter.api.Test;

/** After the point of no return nothing is undone. */
@Checks(Code.UNDO_AFTER_PIVOT)
class UndoAfterPivotRuleTest {

  @Test
  void behindIt() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          @Step @Pivot Payment charge(Cart cart) { return null; }
          @Step Shipment ship(Payment payment) { return null; }
          @Compensate("ship") void callBack(Shipment shipment) {} // error: SKALD038
        }
        """);
  }

  @Test
  void behindABranchWithAPivot() {
    Decisions.TWO.check(
        """
        @Saga @Timeout("3s")
        class Credit {
          @Step(readOnly = true, ends = Declined.class) Decision decide(Cart cart) { return null; }
          @Step @Pivot Payment pay(Approved approved) { return null; }
          @Step void report(Cart cart, Optional<Payment> payment) {}
          @Compensate("report") void retract() {} // error: SKALD038
        }
        """);
  }
}
