package dev.skald.processor.validate;

import dev.skald.processor.Checks;
import dev.skald.processor.Fixture;
import dev.skald.processor.diagnostic.Code;
import org.junit.jupiter.api.Test;

/** Warns of rejections that are probably none. */
@Checks(Code.DOUBTFUL_REJECTION)
class DoubtfulRejectionRuleTest {

  @Test
  void inputAndOutput() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          @Step Payment charge(Cart cart) throws java.net.http.HttpTimeoutException { return null; } // warning: SKALD041
        }
        """);
  }

  @Test
  void timeout() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          @Step Payment charge(Cart cart) throws TimeoutException { return null; } // warning: SKALD041
        }
        """);
  }

  @Test
  void silenced() {
    Fixture.compiles(
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          @SuppressWarnings("skald") @Step Payment charge(Cart cart) throws TimeoutException { return null; }
        }
        """);
  }
}
