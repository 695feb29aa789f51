package dev.skald.processor.validate;

import dev.skald.processor.Checks;
import dev.skald.processor.Fixture;
import dev.skald.processor.diagnostic.Code;
import org.junit.jupiter.api.Test;

/** A step without effect has nothing to undo. */
@Checks(Code.READ_ONLY)
class ReadOnlyRuleTest {

  @Test
  void noUndo() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          @Step(readOnly = true) Quote quote(Cart cart) { return null; }
          @Compensate("quote") void drop(Quote quote) {} // error: SKALD016
        }
        """);
  }

  @Test
  void notIrreversible() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          @Step(readOnly = true) @Irreversible("why") Quote quote(Cart cart) { return null; } // error: SKALD016
        }
        """);
  }

  @Test
  void noPivot() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          @Step(readOnly = true) @Pivot Quote quote(Cart cart) { return null; } // error: SKALD016
        }
        """);
  }
}
