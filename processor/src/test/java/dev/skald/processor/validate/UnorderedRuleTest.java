package dev.skald.processor.validate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.processor.Checks;
import dev.skald.processor.Compiled;
import dev.skald.processor.Fixture;
import dev.skald.processor.diagnostic.Code;
import org.junit.jupiter.api.Test;

/** Effects are ordered, or said to need no order. */
@Checks(Code.UNORDERED)
class UnorderedRuleTest {

  @Test
  void noOrder() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          @Step Order createOrder(Cart cart) { return null; }
          @Compensate("createOrder") void cancelOrder(Order order) {}
          @Step Reservation reserve(Cart cart) { return null; } // error: SKALD034
          @Compensate("reserve") void release(Reservation reservation) {}
        }
        """);
  }

  @Test
  void oneIsNotEnough() {
    Compiled compiled =
        Fixture.check(
            """
                @Saga @Timeout("3s")
                class PlaceOrder {
                  @Step @Parallel Order createOrder(Cart cart) { return null; }
                  @Compensate("createOrder") void cancelOrder(Order order) {}
                  @Step Reservation reserve(Cart cart) { return null; } // error: SKALD034
                  @Compensate("reserve") void release(Reservation reservation) {}
                }
                """);
    assertThat(compiled.message("SKALD034"))
        .isEqualTo(
            """
            SKALD034: Nothing says whether reserve runs before or after createOrder.
                Two steps with effects are ordered, or both say that they may run side by side; an order forgotten and an order not needed look the same.
                Order them with @Step(after = "createOrder"), or mark reserve with @Parallel.
                More: docs/errors.md#skald034""");
  }

  @Test
  void besideThePivotOnlyAnOrderHelps() {
    Compiled compiled =
        Fixture.check(
            """
                @Saga @Timeout("3s")
                class PlaceOrder {
                  @Step @Pivot Order createOrder(Cart cart) { return null; }
                  @Step @Parallel Reservation reserve(Cart cart) { return null; } // error: SKALD034
                }
                """);
    assertThat(compiled.message("SKALD034"))
        .isEqualTo(
            """
            SKALD034: Nothing says whether reserve runs before or after createOrder.
                Two steps with effects are ordered, or both say that they may run side by side; an order forgotten and an order not needed look the same.
                Order them with @Step(after = "createOrder"); beside a pivot nothing may run.
                More: docs/errors.md#skald034""");
  }

  @Test
  void readersNeedNone() {
    Fixture.compiles(
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          @Step Order createOrder(Cart cart) { return null; }
          @Compensate("createOrder") void cancelOrder(Order order) {}
          @Step(readOnly = true) Quote quote(Cart cart) { return null; }
          @Returns Quote done(Quote quote) { return quote; }
        }
        """);
  }

  @Test
  void noRunHasBoth() {
    Decisions.TWO.compiles(
        """
        @Saga @Timeout("3s")
        class Credit {
          @Step(readOnly = true) Decision decide(Cart cart) { return null; }
          @Step void pay(Approved approved) {}
          @Step void refuse(Declined declined) {}
        }
        """);
  }

  @Test
  void oneRunHasBoth() {
    String message =
        Decisions.THREE
            .check(
                """
        @Saga @Timeout("3s")
        class Credit {
          @Step(readOnly = true, ends = {Review.class, Declined.class}) Decision decide(Cart cart) { return null; }
          @Step Payment pay(Approved approved) { return null; }
          @Step void report(Cart cart) {} // error: SKALD034
        }
        """)
            .message("SKALD034");
    assertThat(message)
        .contains("let report take the Optional<Payment> of pay, or mark report and pay with");
  }
}
