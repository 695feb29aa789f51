package dev.skald.processor.validate;

import dev.skald.processor.Checks;
import dev.skald.processor.Fixture;
import dev.skald.processor.diagnostic.Code;
import org.junit.jupiter.api.Test;

/** Warns of results that nobody takes. */
@Checks(Code.UNUSED_RESULT)
class UnusedResultRuleTest {

  @Test
  void nobody() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          @Step(readOnly = true) Quote quote(Cart cart) { return null; } // warning: SKALD042
          @Step(after = "quote") Payment charge(Cart cart) { return null; }
        }
        """);
  }

  @Test
  void aLastStepBesideAResultMethod() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          @Step Order createOrder(Cart cart) { return null; } // warning: SKALD042
          @Returns OrderPlaced placed(Cart cart) { return null; }
        }
        """);
  }

  @Test
  void anOutcomeIsTaken() {
    Fixture.compiles(
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          @Step Order createOrder(Cart cart) { return null; }
          @Compensate("createOrder") void cancelOrder(Outcome<Order> order) {}
          @Step(after = "createOrder") Payment charge(Cart cart) { return null; }
        }
        """);
  }

  @Test
  void takenOnABranch() {
    Decisions.TWO.compiles(
        """
        @Saga @Timeout("3s")
        class Credit {
          @Step(readOnly = true) Decision decide(Cart cart) { return null; }
          @Step(readOnly = true) Quote a(Approved approved) { return null; }
          @Step(readOnly = true) Order b(Declined declined) { return null; }
          @Step(readOnly = true) Order c(Approved approved) { return null; }
          @Step void d(Order order, Optional<Quote> quote) {}
        }
        """);
  }

  @Test
  void theLastStepOfABranchGivesNoResult() {
    Decisions.TWO.check(
        """
        @Saga @Timeout("3s")
        class Credit {
          @Step(readOnly = true, ends = Declined.class) Decision decide(Cart cart) { return null; }
          @Step Quote a(Approved approved) { return null; } // warning: SKALD042
        }
        """);
  }
}
