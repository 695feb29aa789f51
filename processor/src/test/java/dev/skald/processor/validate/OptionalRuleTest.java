package dev.skald.processor.validate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.processor.Checks;
import dev.skald.processor.Fixture;
import dev.skald.processor.diagnostic.Code;
import org.junit.jupiter.api.Test;

/** An optional value is sometimes there, and sometimes not. */
@Checks(Code.OPTIONAL)
class OptionalRuleTest {

  @Test
  void ofAStepThatAlwaysRuns() {
    String message =
        Fixture.check(
                """
                @Saga @Timeout("3s")
                class Credit {
                  @Step(readOnly = true) Quote quote(Cart cart) { return null; }
                  @Step Shipment ship(
                      Optional<Quote> quote) { return null; } // error: SKALD051
                }
                """)
            .message("SKALD051");
    assertThat(message)
        .contains("ship takes Optional<Quote> quote, but where it is called quote always gives it.")
        .contains("Take Quote quote.");
  }

  @Test
  void onTheSameBranch() {
    Decisions.TWO.check(
        """
        @Saga @Timeout("3s")
        class Credit {
          @Step(readOnly = true, ends = Declined.class) Decision decide(Cart cart) { return null; }
          @Step(readOnly = true) Quote quote(Approved approved) { return null; }
          @Step Shipment ship(
              Approved approved,
              Optional<Quote> quote) { return null; } // error: SKALD051
        }
        """);
  }

  @Test
  void onAnotherBranch() {
    String message =
        Decisions.TWO
            .check(
                """
                @Saga @Timeout("3s")
                class Credit {
                  @Step(readOnly = true) Decision decide(Cart cart) { return null; }
                  @Step(readOnly = true) Quote quote(Approved approved) { return null; }
                  @Step void refuse(
                      Declined declined,
                      Optional<Quote> quote) {} // error: SKALD051
                }
                """)
            .message("SKALD051");
    assertThat(message).contains("but where it is called quote never gives it.");
  }

  @Test
  void anExhaustiveJoin() {
    Decisions.TWO.check(
        """
        @Saga @Timeout("3s")
        class Credit {
          @Step(readOnly = true) Decision decide(Cart cart) { return null; }
          @Step(readOnly = true) Quote quote(Approved approved) { return null; }
          @Step(readOnly = true) Quote dream(Declined declined) { return null; }
          @Returns Quote result(
              Optional<Quote> quote) { return null; } // error: SKALD051
        }
        """);
  }

  @Test
  void inAnUndo() {
    Decisions.TWO.check(
        """
        @Saga @Timeout("3s")
        class Credit {
          @Step(readOnly = true, ends = Declined.class) Decision decide(Cart cart) { return null; }
          @Step Order order(Approved approved) { return null; }
          @Compensate("order") void cancel(
              Order order,
              Optional<Approved> approved) {} // error: SKALD051
        }
        """);
  }

  /** Before there were branches, an Optional was data like any other, and still is. */
  @Test
  void anOptionalThatAStepReturns() {
    Fixture.compiles(
        """
        @Saga @Timeout("3s")
        class Credit {
          @Step(readOnly = true) Optional<Quote> quote(Optional<Cart> cart) { return null; }
          @Step Shipment ship(Optional<Quote> quote) { return null; }
        }
        """);
  }

  @Test
  void sometimesThere() {
    String generated =
        Decisions.TWO.compiles(
            """
                @Saga @Timeout("3s")
                class Credit {
                  @Step(readOnly = true) Decision decide(Cart cart) { return null; }
                  @Step(readOnly = true) int quote(Approved approved) { return 1; }
                  @Step(readOnly = true) Quote refuse(Declined declined) { return null; }
                  @Step void report(@From("quote") Optional<Integer> cents, Optional<Quote> quote) {}
                }
                """);
    assertThat(generated)
        .contains(".afterIfTaken(Steps.QUOTE, Steps.REFUSE)")
        .contains("saga.report(call.optional(Steps.QUOTE), call.optional(Steps.REFUSE))")
        .contains("quote & refuse -. if taken .-> report");
  }
}
