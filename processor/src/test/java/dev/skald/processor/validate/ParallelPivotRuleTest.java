package dev.skald.processor.validate;

import dev.skald.processor.Checks;
import dev.skald.processor.Fixture;
import dev.skald.processor.diagnostic.Code;
import org.junit.jupiter.api.Test;

/** Nothing runs beside the point of no return. */
@Checks(Code.PARALLEL_PIVOT)
class ParallelPivotRuleTest {

  @Test
  void notParallel() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          @Step @Pivot @Parallel Payment charge(Cart cart) { return null; } // error: SKALD019
        }
        """);
  }
}
