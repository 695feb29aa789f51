package dev.skald.processor.validate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.processor.Checks;
import dev.skald.processor.Fixture;
import dev.skald.processor.diagnostic.Code;
import org.junit.jupiter.api.Test;

/** Undos and the result method take what is there. */
@Checks(Code.NO_PRODUCER)
class NoProducerRuleTest {

  @Test
  void ofAnUndo() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          @Step Order createOrder(Cart cart) { return null; }
          @Compensate("createOrder") void cancelOrder(Payment payment) {} // error: SKALD027
        }
        """);
  }

  @Test
  void ofTheResultMethod() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          @Step Order createOrder(Cart cart) { return null; }
          @Returns OrderPlaced placed(Order order, Quote quote) { return null; } // error: SKALD027
        }
        """);
  }

  /** A later step is undone already, a parallel one may never have run. */
  @Test
  void offersAnUndoOnlyWhatIsSureToBeThere() {
    String message =
        Fixture.check(
                """
                @Saga @Timeout("3s")
                class PlaceOrder {
                  @Step Order createOrder(Cart cart) { return null; }
                  @Compensate("createOrder") void cancelOrder(Order order) {}
                  @Step @Parallel Reservation reserve(Order order) { return null; }
                  @Compensate("reserve") void release(String id) {} // error: SKALD027
                  @Step @Parallel Quote book(Order order) { return null; }
                  @Compensate("book") void unbook(Quote quote) {}
                  @Step Payment charge(Reservation reservation, Quote quote) { return null; }
                }
                """)
            .message("SKALD027");
    assertThat(message).contains("Take one of: Cart, Reservation, Outcome<Reservation>, Order.");
  }

  @Test
  void offersTheOutcomeOfAStepWithoutResult() {
    String message =
        Fixture.check(
                """
                @Saga @Timeout("3s")
                class PlaceOrder {
                  @Step void announce(Cart cart) {}
                  @Compensate("announce") void revoke(Payment payment) {} // error: SKALD027
                  @Step(after = "announce") Order createOrder(Cart cart) { return null; }
                }
                """)
            .message("SKALD027");
    assertThat(message).contains("Take one of: Cart, Outcome<Void>.");
  }
}
