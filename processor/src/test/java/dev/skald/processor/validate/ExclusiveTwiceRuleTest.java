package dev.skald.processor.validate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.processor.Checks;
import dev.skald.processor.Fixture;
import dev.skald.processor.diagnostic.Code;
import org.junit.jupiter.api.Test;

/** A run takes all keys of a lock at once. */
@Checks(Code.EXCLUSIVE_TWICE)
class ExclusiveTwiceRuleTest {

  @Test
  void atOneStep() {
    String message =
        Fixture.check(
                """
                @Saga @Timeout("3s")
                class Pay {
                  record Transfer(String from, String to) {}
                  @Step(readOnly = true) String payer(Transfer transfer) { return null; }
                  @Step(readOnly = true) Long payee(Transfer transfer) { return null; }
                  @Step
                  void pay(
                      @Exclusive("account") String payer,
                      @Exclusive("account") Long payee) {} // error: SKALD094
                }
                """)
            .message("SKALD094");
    assertThat(message).contains("pay takes the lock account twice.");
  }

  @Test
  void atTwoSteps() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class Sell {
          @Step Order create(@Exclusive("item") Cart cart) { return null; }
          @Compensate("create") void cancel(Order order) {}
          @Step Payment pay(Order order, @Exclusive("item") Cart cart) { return null; } // error: SKALD094
        }
        """);
  }
}
