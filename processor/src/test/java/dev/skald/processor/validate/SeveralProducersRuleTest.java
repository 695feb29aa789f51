package dev.skald.processor.validate;

import static org.assertj.core.api.Assertions.assertThat;

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

  @Test
  void stepsThatExcludeEachOtherAreJoined() {
    String generated =
        Decisions.NESTED.compiles(
            """
            @Saga @Timeout("3s")
            class Credit {
              @Step(readOnly = true, ends = Declined.class) Decision decide(Cart cart) { return null; }
              @Step(readOnly = true) Quote manual(Manual manual) { return null; }
              @Step(readOnly = true) Quote automatic(Automatic automatic) { return null; }
              @Step(readOnly = true) Order review(Quote quote) { return null; }
              @Step(readOnly = true) Order grant(Approved approved) { return null; }
              @Step @Pivot Payment pay(Order order) { return null; }
              @Step(readOnly = true)
              void report(Cart cart, Optional<Order> order, Optional<Payment> payment) {}
            }
            """);
    assertThat(generated)
        .contains(".afterOneOf(Steps.MANUAL, Steps.AUTOMATIC)")
        .contains(".afterOneOf(Steps.REVIEW, Steps.GRANT)")
        .contains(".afterIfTaken(Steps.REVIEW, Steps.GRANT, Steps.PAY)")
        .contains("call.optionalOneOf(List.of(Steps.REVIEW, Steps.GRANT))");
  }

  @Test
  void notAllExcludeEachOther() {
    Decisions.TWO.check(
        """
        @Saga @Timeout("3s")
        class Credit {
          @Step(readOnly = true) Decision decide(Cart cart) { return null; }
          @Step(readOnly = true) Quote cheap(Approved approved) { return null; }
          @Step(readOnly = true) Quote dear(Declined declined) { return null; }
          @Step(readOnly = true) Quote usual(Cart cart) { return null; }
          @Step void order(
              Quote quote) {} // error: SKALD028
        }
        """);
  }

  /** On its branch a step takes what is there. */
  @Test
  void aJoinOnABranch() {
    String generated =
        Decisions.THREE.compiles(
            """
            @Saga @Timeout("3s")
            class Credit {
              @Step(readOnly = true) Decision decide(Cart cart) { return null; }
              @Step(readOnly = true) Quote cheap(Approved approved) { return null; }
              @Step(readOnly = true) Quote usual(Review review) { return null; }
              @Step(readOnly = true) Quote dear(Declined declined) { return null; }
              @Step void order(Approved approved, Quote quote) {}
              @Step void ask(@From("usual") Quote quote) {}
              @Step void refuse(@From("dear") Quote quote) {}
            }
            """);
    assertThat(generated)
        .contains("saga.order((Approved) call.result(Steps.DECIDE), call.result(Steps.CHEAP))")
        .doesNotContain("oneOf");
  }

  /** Who takes a variant and a result of its type has to say which. */
  @Test
  void aVariantAndAResult() {
    Decisions.THREE.check(
        """
        @Saga @Timeout("3s")
        class Credit {
          @Step(readOnly = true, ends = Declined.class) Decision decide(Cart cart) { return null; }
          @Step(readOnly = true) Approved look(Review review) { return null; }
          @Step void order(
              Approved approved) {} // error: SKALD028
        }
        """);
  }

  @Test
  void joinsThatWaitForEachOther() {
    Decisions.TWO.check(
        """
        @Saga @Timeout("3s")
        class Credit {
          @Step(readOnly = true) Decision decide(Cart cart) { return null; }
          @Step(readOnly = true) Quote a(Approved approved, Quote quote) { return null; }
          @Step(readOnly = true) Quote b(Declined declined,
              Quote quote) { return null; } // error: SKALD028
          @Step(readOnly = true) Quote c(Approved approved) { return null; }
        }
        """);
  }
}
