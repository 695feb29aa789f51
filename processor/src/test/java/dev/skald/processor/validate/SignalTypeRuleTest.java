package dev.skald.processor.validate;

import dev.skald.processor.Checks;
import dev.skald.processor.Fixture;
import dev.skald.processor.diagnostic.Code;
import org.junit.jupiter.api.Test;

/** An event is known by its type, and comes to one step. */
@Checks(Code.SIGNAL_TYPE)
class SignalTypeRuleTest {

  @Test
  void twoSteps() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class Ship {
          record Approved(String by) {}
          @Step(readOnly = true) void check(Cart cart, @Signal Approved approved) {}
          @Step(after = "check")
          void ship(@Signal(timeout = "1d") Optional<Approved> approved) {} // error: SKALD085
        }
        """);
  }

  @Test
  void anotherStepReturnsIt() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class Ship {
          record Approved(String by) {}
          @Step(readOnly = true) Approved check(Cart cart) { return null; }
          @Step(after = "check")
          void ship(@Signal Approved approved) {} // error: SKALD085
        }
        """);
  }

  @Test
  void theInput() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class Ship {
          @Step(readOnly = true) void check(Cart cart) {} // error: SKALD085
          @Step(after = "check") void ship(@Signal Cart cart) {}
        }
        """);
  }

  @Test
  void inAnUndo() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class Ship {
          record Approved(String by) {}
          @Step Order create(Cart cart, @Signal Approved approved) { return null; }
          @Compensate("create") void cancel(Order order, Approved approved) {} // error: SKALD085
        }
        """);
  }
}
