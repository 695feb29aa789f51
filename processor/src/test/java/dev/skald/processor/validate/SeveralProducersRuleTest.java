package dev.skald.processor.validate;

import dev.skald.processor.Checks;
import dev.skald.processor.Fixture;
import dev.skald.processor.diagnostic.Code;
import org.junit.jupiter.api.Test;

/** A parameter takes the result of one step. */
@Checks(Code.SEVERAL_PRODUCERS)
class SeveralProducersRuleTest {

  @Test
  void whichOne() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          @Step(readOnly = true) Quote air(Cart cart) { return null; }
          @Step(readOnly = true) Quote sea(Cart cart) { return null; }
          @Step Shipment ship(
              Quote quote) { return null; } // error: SKALD028
        }
        """);
  }

  @Test
  void anUndoMeansItsOwnStep() {
    Fixture.compiles(
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          @Step @Parallel Quote air(Cart cart) { return null; }
          @Compensate("air") void dropAir(Quote quote) {}
          @Step @Parallel Quote sea(Cart cart) { return null; }
          @Compensate("sea") void dropSea(Quote quote) {}
        }
        """);
  }

  @Test
  void aStepNeverMeansItself() {
    Fixture.compiles(
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          @Step(readOnly = true) Quote first(Cart cart) { return null; }
          @Step(readOnly = true) Quote better(Quote quote) { return null; }
          @Step Shipment ship(@From("better") Quote quote) { return null; }
        }
        """);
  }
}
