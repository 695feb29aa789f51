package dev.skald.processor.validate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.processor.Checks;
import dev.skald.processor.Fixture;
import dev.skald.processor.diagnostic.Code;
import org.junit.jupiter.api.Test;

/** There is time for all attempts before the deadline comes. */
@Checks(Code.DEADLINE)
class DeadlineRuleTest {

  @Test
  void theLongestPathCounts() {
    String message =
        Fixture.check(
                """
        @Saga(deadline = "100s") // error: SKALD096
        @Timeout("10s") @Retry(maxAttempts = 3, delay = "1s")
        class Sell {
          @Step @Parallel Order one(Cart cart) { return null; }
          @Compensate("one") void undoOne(Order order) {}
          @Step @Parallel @Timeout("20s") Quote two(Cart cart) { return null; }
          @Compensate("two") void undoTwo(Quote quote) {}
          @Step(delay = "5s") @Pivot Payment pay(Order order, Quote quote) { return null; }
          @Step @Timeout("1h") void after(Payment payment) {}
        }
        """)
            .message("SKALD096");
    assertThat(message)
        .contains("Sell may take 1m 41s up to its pivot pay, but its deadline is 1m 40s.");
    assertThat(message).contains("two 3 x 20s + 3s between attempts = 1m 3s\n");
    assertThat(message).contains("pay 5s delay + 3 x 10s + 3s between attempts = 38s\n");
  }

  @Test
  void whatHasNoLimitIsLeftOut() {
    String message =
        Fixture.check(
                """
        @Saga(deadline = "10s") // error: SKALD096
        class Sell {
          record Approved(String by) {}
          record Basket(List<Cart> carts) {}
          @Step(atMostOnce = true) void open(Basket basket) {}
          @Compensate("open") void close(Basket basket) {}
          @Step(after = "open") @Retry(maxAttempts = Retry.UNLIMITED) @Timeout("1s")
          Order one(@Each Cart cart, Basket basket) { return null; }
          @Compensate("one") void undoOne(Order order) {}
          @Step @Timeout("20s") @Retry(maxAttempts = 1)
          Quote two(List<Order> orders, @Signal Approved approved) { return null; }
          @Compensate("two") void undoTwo(Quote quote) {}
        }
        """)
            .message("SKALD096");
    assertThat(message).contains("Sell may take 21s, or longer, but its deadline is 10s.");
    assertThat(message).contains("open has no limit\n");
    assertThat(message).contains("one 1s, or longer\n");
    assertThat(message).contains("two 20s, or longer\n");
  }

  @Test
  void theTimeoutOfAnEventCounts() {
    String message =
        Fixture.check(
                """
        @Saga(deadline = "1d") // error: SKALD096
        @Timeout("1s") @Retry(maxAttempts = 1)
        class Sell {
          record Approved(String by) {}
          @Step void sell(Cart cart, @Signal(timeout = "1d") Approved approved) {}
        }
        """)
            .message("SKALD096");
    assertThat(message).contains("sell 1d for its event + 1s = 1d 1s");
  }

  @Test
  void justEnough() {
    Fixture.compiles(
        """
        @Saga(deadline = "8s")
        @Timeout("1s")
        class Sell {
          @Step void sell(Cart cart) {}
        }
        """);
  }

  @Test
  void manyAttemptsDoNotOverflow() {
    Fixture.check(
        """
        @Saga(deadline = "36500d") // error: SKALD096
        class Sell {
          @Step @Timeout("36500d") @Retry(maxAttempts = 2147483647) void sell(Cart cart) {}
        }
        """);
  }
}
