package dev.skald.processor.validate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.processor.Checks;
import dev.skald.processor.Fixture;
import dev.skald.processor.diagnostic.Code;
import org.junit.jupiter.api.Test;

/** The result is made from what every run has. */
@Checks(Code.RETURNS_DATA)
class ReturnsDataRuleTest {

  @Test
  void aStepOnABranch() {
    String message =
        Decisions.TWO
            .check(
                """
                @Saga @Timeout("3s")
                class Credit {
                  @Step(readOnly = true, ends = Declined.class) Decision decide(Cart cart) { return null; }
                  @Step int pay(Approved approved) { return 1; }
                  @Returns Order result(
                      int cents) { return null; } // error: SKALD052
                }
                """)
            .message("SKALD052");
    assertThat(message)
        .contains("result takes int cents, but not every run has it from pay.")
        .contains("Take Optional<Integer> cents.");
  }

  @Test
  void aVariant() {
    Decisions.TWO.check(
        """
        @Saga @Timeout("3s")
        class Credit {
          @Step(readOnly = true, ends = Declined.class) Decision decide(Cart cart) { return null; }
          @Step void pay(Approved approved) {}
          @Returns Order result(
              Approved approved) { return null; } // error: SKALD052
        }
        """);
  }

  @Test
  void aJoinOfSomeVariants() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class Credit {
          sealed interface Choice permits A, B, C {}
          record A() implements Choice {}
          record B() implements Choice {}
          record C() implements Choice {}
          @Step(readOnly = true, ends = C.class) Choice choose(Cart cart) { return null; }
          @Step(readOnly = true) Quote one(A a) { return null; }
          @Step(readOnly = true) Quote two(B b) { return null; }
          @Returns Quote result(
              Quote quote) { return null; } // error: SKALD052
        }
        """);
  }

  @Test
  void aJoinOfAllVariants() {
    String generated =
        Decisions.TWO.compiles(
            """
                @Saga @Timeout("3s")
                class Credit {
                  @Step(readOnly = true) Decision decide(Cart cart) { return null; }
                  @Step(readOnly = true) Quote one(Approved approved) { return null; }
                  @Step(readOnly = true) Quote two(Declined declined) { return null; }
                  @Returns Quote result(Quote quote) { return null; }
                }
                """);
    assertThat(generated).contains("saga.result(call.oneOf(List.of(Steps.ONE, Steps.TWO)))");
  }

  /** Without a result method: what the last step returns, if it always runs. */
  @Test
  void theLastStep() {
    String sometimes =
        Decisions.TWO.compiles(
            """
                @Saga @Timeout("3s")
                class Credit {
                  @Step(readOnly = true, ends = Declined.class) Decision decide(Cart cart) { return null; }
                  @Step void pay(Approved approved) {}
                }
                """);
    assertThat(sometimes).contains(".withoutResult()").contains("Orchestrator<Cart, Void,");
    String always =
        Decisions.TWO.compiles(
            """
                @Saga @Timeout("3s")
                class Credit {
                  @Step(readOnly = true) Decision decide(Cart cart) { return null; }
                  @Step(readOnly = true) Quote one(Approved approved) { return null; }
                  @Step(readOnly = true) Quote two(Declined declined) { return null; }
                  @Step Payment pay(Quote quote) { return null; }
                }
                """);
    assertThat(always).doesNotContain("withoutResult").contains("Orchestrator<Cart, Payment,");
  }
}
