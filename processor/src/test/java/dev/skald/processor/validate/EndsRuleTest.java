package dev.skald.processor.validate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.processor.Checks;
import dev.skald.processor.Compiled;
import dev.skald.processor.Fixture;
import dev.skald.processor.diagnostic.Code;
import org.junit.jupiter.api.Test;

/** A branch ends with a variant that nobody takes. */
@Checks(Code.ENDS)
class EndsRuleTest {

  @Test
  void noVariant() {
    Compiled compiled =
        Decisions.NESTED.check(
            """
            @Saga @Timeout("3s")
            class Credit {
              @Step(ends = Decline.class, readOnly = true) // error: SKALD047
              Decision decide(Cart cart) { return null; }
              @Step void grant(Approved approved) {}
              @Step void review(Review review) {}
            }
            """,
            "record Decline() {}");
    assertThat(compiled.message("SKALD047"))
        .contains("ends names Decline, which is no variant of the Decision that decide returns.")
        .contains("Did you mean \"Declined\"?")
        .contains("Variants of Decision: Approved, Manual, Automatic, Review, Declined.");
  }

  @Test
  void notTheWhole() {
    Decisions.NESTED.check(
        """
        @Saga @Timeout("3s")
        class Credit {
          @Step(ends = Decision.class, readOnly = true) // error: SKALD047
          Decision decide(Cart cart) { return null; }
          @Step void grant(Decision decision) {}
        }
        """);
  }

  @Test
  void notSealed() {
    Compiled compiled =
        Fixture.check(
            """
            @Saga @Timeout("3s")
            class Credit {
              @Step(ends = Order.class, readOnly = true) // error: SKALD047
              Order decide(Cart cart) { return null; }
              @Step void grant(Order order) {}
            }
            """);
    assertThat(compiled.message("SKALD047")).contains("Order is not sealed");
  }

  @Test
  void takenByAStep() {
    Compiled compiled =
        Decisions.NESTED.check(
            """
            @Saga @Timeout("3s")
            class Credit {
              @Step(readOnly = true, ends = {Declined.class, Review.class}) // error: SKALD047
              Decision decide(Cart cart) { return null; }
              @Step void grant(Approved approved) {}
              @Step void ask(Manual manual) {}
            }
            """);
    assertThat(compiled.message("SKALD047")).contains("ends names Review, but ask takes Manual.");
  }

  @Test
  void anOptionalMayTakeIt() {
    Decisions.NESTED.compiles(
        """
        @Saga @Timeout("3s")
        class Credit {
          @Step(readOnly = true, ends = {Declined.class, Review.class})
          Decision decide(Cart cart) { return null; }
          @Step void grant(Approved approved) {}
          @Returns Order result(Optional<Declined> declined, Optional<Manual> manual) { return null; }
        }
        """);
  }
}
