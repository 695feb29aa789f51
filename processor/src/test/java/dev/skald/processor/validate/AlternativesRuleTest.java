package dev.skald.processor.validate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.processor.Checks;
import dev.skald.processor.diagnostic.Code;
import org.junit.jupiter.api.Test;

/** Names in {@code after} that exclude each other are alternatives, each of which can happen. */
@Checks(Code.ALTERNATIVES)
class AlternativesRuleTest {

  @Test
  void aGroupBesideARequiredStep() {
    String generated =
        Decisions.THREE.compiles(
            """
                @Saga @Timeout("3s")
                class Credit {
                  @Step(readOnly = true) Decision decide(Cart cart) { return null; }
                  @Step(readOnly = true) void note(Cart cart) {}
                  @Step(readOnly = true) void grant(Approved approved) {}
                  @Step(readOnly = true) void review(Review review) {}
                  @Step(readOnly = true) void refuse(Declined declined) {}
                  @Step(after = {"refuse", "note", "grant", "review"}) Order report(Cart cart) { return null; }
                }
                """);
    assertThat(generated)
        .contains(".after(Steps.NOTE)")
        .contains(".afterOneOf(Steps.REFUSE, Steps.GRANT, Steps.REVIEW)")
        .contains("refuse & grant & review -- one of --> report")
        .contains("Orchestrator<Cart, Order,");
  }

  @Test
  void someExcludeEachOther() {
    String message =
        Decisions.THREE
            .check(
                """
                @Saga @Timeout("3s")
                class Credit {
                  @Step(readOnly = true, ends = Review.class)
                  Decision decide(Cart cart) { return null; }
                  @Step(readOnly = true) void grant(Approved approved) {}
                  @Step(readOnly = true) void praise(Approved approved) {}
                  @Step(readOnly = true) void refuse(Declined declined) {}
                  @Step(after = {"refuse", "grant", "praise"}) void report(Cart cart) {} // error: SKALD050
                }
                """)
            .message("SKALD050");
    assertThat(message)
        .contains("report comes after refuse, grant, praise: some of them exclude each other")
        .contains("grant and praise may run together");
  }

  @Test
  void oneNeverHappens() {
    String message =
        Decisions.THREE
            .check(
                """
                @Saga @Timeout("3s")
                class Credit {
                  @Step(readOnly = true, ends = Review.class)
                  Decision decide(Cart cart) { return null; }
                  @Step(readOnly = true) void grant(Approved approved) {}
                  @Step(readOnly = true) void refuse(Declined declined) {}
                  @Step(after = {"grant", "refuse"}) void report(Approved approved) {} // error: SKALD050
                }
                """)
            .message("SKALD050");
    assertThat(message).contains("report comes after refuse, which never runs where report does.");
  }
}
