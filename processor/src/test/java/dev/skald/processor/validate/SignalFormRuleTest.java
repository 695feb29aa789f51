package dev.skald.processor.validate;

import dev.skald.processor.Checks;
import dev.skald.processor.Fixture;
import dev.skald.processor.diagnostic.Code;
import org.junit.jupiter.api.Test;

/** A step waits for one event, and for nothing else beside it. */
@Checks(Code.SIGNAL_FORM)
class SignalFormRuleTest {

  @Test
  void twoEvents() {
    Fixture.check(
        """
        class Shop {
          record Approved(String by) {}
          record Paid(String by) {}
          @Saga @Timeout("3s")
          static class Ship {
            @Step void ship(Cart cart, @Signal Approved approved, @Signal Paid paid) {} // error: SKALD084
          }
        }
        """);
  }

  @Test
  void forEachItem() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class Ship {
          record Approved(String by) {}
          record Basket(List<Cart> carts) {}
          @Step void ship(Basket basket, @Each Cart cart, @Signal Approved approved) {} // error: SKALD084
        }
        """);
  }

  @Test
  void afterADelay() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class Ship {
          record Approved(String by) {}
          @Step(delay = "1h") void ship(Cart cart, @Signal Approved approved) {} // error: SKALD084
        }
        """);
  }

  @Test
  void ofNoClass() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class Ship {
          @Step void ship(Cart cart, @Signal byte[] approval) {} // error: SKALD084
        }
        """);
  }

  @Test
  void aWrongTimeoutIsADuration() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class Ship {
          record Approved(String by) {}
          @Step void ship(Cart cart, @Signal(timeout = "soon") Approved approved) {} // error: SKALD013
        }
        """);
  }

  @Test
  void theEventIsAPayload() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class Ship {
          record Approved(Object by) {}
          @Step void ship(Cart cart, @Signal Approved approved) {} // error: SKALD025
        }
        """);
  }
}
