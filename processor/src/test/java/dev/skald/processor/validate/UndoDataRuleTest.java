package dev.skald.processor.validate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.processor.Checks;
import dev.skald.processor.Fixture;
import dev.skald.processor.diagnostic.Code;
import org.junit.jupiter.api.Test;

/** An undo takes what is always there. */
@Checks(Code.UNDO_DATA)
class UndoDataRuleTest {

  @Test
  void aLaterResult() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          @Step Order createOrder(Cart cart) { return null; }
          @Compensate("createOrder") void cancelOrder(Payment payment) {} // error: SKALD036
          @Step Payment charge(Order order) { return null; }
        }
        """);
  }

  @Test
  void aParallelResult() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          @Step @Parallel Order createOrder(Cart cart) { return null; }
          @Compensate("createOrder") void cancelOrder(Reservation reservation) {} // error: SKALD036
          @Step @Parallel Reservation reserve(Cart cart) { return null; }
          @Compensate("reserve") void release(Reservation reservation) {}
        }
        """);
  }

  @Test
  void inputAncestorsAndOwn() {
    Fixture.compiles(
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          @Step Order createOrder(Cart cart) { return null; }
          @Compensate("createOrder") void cancelOrder(Cart cart, Order order) {}
          @Step Reservation reserve(Order order) { return null; }
          @Compensate("reserve") void release(Cart cart, Order order, Reservation reservation, StepContext step) {}
        }
        """);
  }

  @Test
  void onABranch() {
    String message =
        Decisions.TWO
            .check(
                """
                @Saga @Timeout("3s")
                class Credit {
                  @Step(readOnly = true, ends = Declined.class) Decision decide(Cart cart) { return null; }
                  @Step(readOnly = true) Quote quote(Approved approved) { return null; }
                  @Step Order order(Cart cart, Optional<Quote> quote) { return null; }
                  @Compensate("order") void cancel(
                      Quote quote) {} // error: SKALD036
                }
                """)
            .message("SKALD036");
    assertThat(message)
        .contains("cancel takes Quote quote, which may be missing when order is undone.")
        .contains("Take Optional<Quote> quote.");
  }

  @Test
  void whatItsBranchHas() {
    String generated =
        Decisions.TWO.compiles(
            """
            @Saga @Timeout("3s")
            class Credit {
              @Step(readOnly = true) Decision decide(Cart cart) { return null; }
              @Step(readOnly = true) Quote cheap(Approved approved) { return null; }
              @Step(readOnly = true) Quote dear(Declined declined) { return null; }
              @Step Order order(Quote quote, Decision decision) { return null; }
              @Compensate("order") void cancel(Order order, Quote quote, Optional<Approved> approved) {}
              @Step Payment pay(Order order, Approved approved) { return null; }
              @Compensate("pay") void refund(Quote quote, Approved approved) {}
              @Returns Order result(Order order, Optional<Payment> payment) { return null; }
            }
            """);
    assertThat(generated)
        .contains("call.oneOf(List.of(Steps.CHEAP, Steps.DEAR)),")
        .contains("saga.refund(call.result(Steps.CHEAP), (Approved) call.result(Steps.DECIDE))");
  }

  @Test
  void ofALaterStepNotEvenAsOptional() {
    Decisions.TWO.check(
        """
        @Saga @Timeout("3s")
        class Credit {
          @Step Decision decide(Cart cart) { return null; }
          @Compensate("decide") void forget(
              Optional<Payment> payment) {} // error: SKALD036
          @Step Payment pay(Approved approved) { return null; }
          @Step void refuse(Declined declined) {}
        }
        """);
  }

  @Test
  void aVariantOfItsOwnResult() {
    String generated =
        Decisions.TWO.compiles(
            """
            @Saga @Timeout("3s")
            class Credit {
              @Step Decision decide(Cart cart) { return null; }
              @Compensate("decide") void forget(Outcome<Decision> outcome, Optional<Approved> approved) {}
              @Step void pay(Approved approved) {}
              @Step void refuse(Declined declined) {}
            }
            """);
    assertThat(generated).contains(".needsResult()");
  }
}
