package dev.skald.processor.validate;

import dev.skald.processor.Checks;
import dev.skald.processor.Fixture;
import dev.skald.processor.diagnostic.Code;
import org.junit.jupiter.api.Test;

/** After the point of no return no event may fail to come. */
@Checks(Code.SIGNAL_LATE)
class SignalLateRuleTest {

  @Test
  void beside() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class Ship {
          record Approved(String by) {}
          @Step @Pivot Order create(Cart cart) { return null; }
          @Step(readOnly = true) void note(Cart cart, @Signal(timeout = "1d") Approved approved) {} // error: SKALD086
          @Returns Order done(Order order) { return order; }
        }
        """);
  }

  @Test
  void atThePivotAndBefore() {
    Fixture.compiles(
        """
        @Saga @Timeout("3s")
        class Ship {
          record Approved(String by) {}
          record Paid(String by) {}
          @Step(readOnly = true) void check(Cart cart, @Signal(timeout = "1d") Approved approved) {}
          @Step(after = "check") @Pivot Order create(@Signal(timeout = "1d") Paid paid) { return null; }
        }
        """);
  }

  @Test
  void withoutLimit() {
    Fixture.compiles(
        """
        @Saga @Timeout("3s")
        class Ship {
          record Approved(String by) {}
          @Step @Pivot Order create(Cart cart) { return null; }
          @Step void close(Order order, @Signal Approved approved) {}
        }
        """);
  }
}
