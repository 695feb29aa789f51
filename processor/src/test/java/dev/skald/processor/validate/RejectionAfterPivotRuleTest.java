package dev.skald.processor.validate;

import dev.skald.processor.Checks;
import dev.skald.processor.Fixture;
import dev.skald.processor.diagnostic.Code;
import org.junit.jupiter.api.Test;

/** After the point of no return nothing can be declined. */
@Checks(Code.REJECTION_AFTER_PIVOT)
class RejectionAfterPivotRuleTest {

  @Test
  void declared() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          @Step @Pivot Payment charge(Cart cart) throws CardDeclined { return null; }
          @Step Shipment ship(Payment payment) throws OutOfStock { return null; } // error: SKALD039
        }
        """);
  }

  @Test
  void ofOneItemAtThePivot() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class PackOrder {
          record Basket(List<Cart> carts) {}
          @Step(readOnly = true) void look(Basket basket) {}
          @Step(after = "look")
          void pack(@Each Cart cart) throws OutOfStock {} // error: SKALD039
        }
        """);
  }

  @Test
  void named() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          @Step @Pivot Payment charge(Cart cart) { return null; }
          @Step(rejects = IllegalStateException.class) // error: SKALD039
          Shipment ship(Payment payment) { return null; }
        }
        """);
  }

  @Test
  void aReaderBesideIt() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          @Step @Pivot Payment charge(Cart cart) { return null; }
          @Step(readOnly = true) Quote quote(Cart cart) throws OutOfStock { return null; } // error: SKALD039
        }
        """);
  }

  @Test
  void interruptedIsNoRejection() {
    Fixture.compiles(
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          @Step @Pivot Payment charge(Cart cart) { return null; }
          @Step Shipment ship(Payment payment) throws InterruptedException { Thread.sleep(1); return null; }
        }
        """);
  }

  @Test
  void onItsOwnPathOnly() {
    Decisions.TWO.check(
        """
        @Saga @Timeout("3s")
        class Credit {
          @Step(readOnly = true) Decision decide(Cart cart) { return null; }
          @Step @Pivot Payment pay(Approved approved) { return null; }
          @Step void refuse(Declined declined) throws InvalidCart {}
          @Compensate("refuse") void regret() {}
          @Step(readOnly = true) void report(Cart cart, Optional<Payment> payment) throws OutOfStock {} // error: SKALD039
        }
        """);
  }
}
