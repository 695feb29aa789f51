package dev.skald.processor.validate;

import dev.skald.processor.Checks;
import dev.skald.processor.Fixture;
import dev.skald.processor.diagnostic.Code;
import org.junit.jupiter.api.Test;

/** What is called once is never called again. */
@Checks(Code.AT_MOST_ONCE)
class AtMostOnceRuleTest {

  @Test
  void aRetry() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class Sell {
          @Retry(maxAttempts = 2) // error: SKALD091
          @Step(atMostOnce = true) void sell(Cart cart) {}
        }
        """);
  }

  @Test
  void aStepThatReads() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class Sell {
          @Step(atMostOnce = true,
              readOnly = true) // error: SKALD091
          void sell(Cart cart) {}
        }
        """);
  }

  @Test
  void theRetryOfTheClassIsOfOthers() {
    Fixture.compiles(
        """
        @Saga @Timeout("3s") @Retry(maxAttempts = 2)
        class Sell {
          @Step(atMostOnce = true) Order create(Cart cart) { return null; }
          @Compensate("create") void cancel(Cart cart) {}
          @Step(atMostOnce = false) @Retry Payment pay(Order order) { return null; }
        }
        """);
  }
}
