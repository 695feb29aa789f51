package dev.skald.processor.validate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.processor.Checks;
import dev.skald.processor.Compiled;
import dev.skald.processor.Compilers;
import dev.skald.processor.Fixture;
import dev.skald.processor.diagnostic.Code;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where a result decides what runs, nobody has forgotten a variant. */
@Checks(Code.VARIANT)
class VariantRuleTest {

  @Test
  void oneIsForgotten() {
    String message =
        Decisions.NESTED
            .check(
                """
                @Saga @Timeout("3s")
                class Credit {
                  @Step(readOnly = true) Decision decide(Cart cart) { return null; } // error: SKALD046
                  @Step void grant(Approved approved) {}
                  @Step void review(Review review) {}
                }
                """)
            .message("SKALD046");
    assertThat(message)
        .isEqualTo(
            """
            SKALD046: No step takes Declined, which decide may return.
                Where a sealed result decides what runs, every variant is taken by a step, or is said to end its branch.
                Let a step take Declined, or write @Step(ends = Declined.class) on decide.
                More: docs/errors.md#skald046""");
  }

  @Test
  void whatIsForgottenHasTheFewestNames() {
    String message =
        Decisions.NESTED
            .check(
                """
                @Saga @Timeout("3s")
                class Credit {
                  @Step(readOnly = true) Decision decide(Cart cart) { return null; } // error: SKALD046
                  @Step void grant(Approved approved) {}
                }
                """)
            .message("SKALD046");
    assertThat(message)
        .contains("No step takes Review or Declined, which")
        .contains(
            "take Review and one Declined, or write @Step(ends = {Review.class, Declined.class})");
  }

  @Test
  void anOptionalIsNotEnough() {
    Decisions.NESTED.check(
        """
        @Saga @Timeout("3s")
        class Credit {
          @Step(readOnly = true, ends = Review.class)
          Decision decide(Cart cart) { return null; } // error: SKALD046
          @Step void grant(Approved approved) {}
          @Step(readOnly = true) void report(Optional<Declined> declined) {}
        }
        """);
  }

  @Test
  void onlyForTheResultMethodIsStillABranch() {
    Decisions.NESTED.check(
        """
        @Saga @Timeout("3s")
        class Credit {
          @Step(readOnly = true) Decision decide(Cart cart) { return null; } // error: SKALD046
          @Returns Order result(Optional<Declined> declined) { return null; }
        }
        """);
  }

  @Test
  void allAreTakenOrEnd() {
    Decisions.NESTED.compiles(
        """
        @Saga @Timeout("3s")
        class Credit {
          @Step(readOnly = true, ends = {Review.class, Declined.class})
          Decision decide(Cart cart) { return null; }
          @Step void grant(Approved approved) {}
        }
        """);
  }

  @Test
  void aWholeSealedResultIsPlainData() {
    String generated =
        Decisions.NESTED.compiles(
            """
                @Saga @Timeout("3s")
                class Credit {
                  @Step(readOnly = true) Decision decide(Cart cart) { return null; }
                  @Step void grant(Decision decision) {}
                }
                """);
    assertThat(generated).doesNotContain(".variants(").contains(".after(Steps.DECIDE)");
  }

  @Test
  void anEnumAndItsConstantsAreNoBranch() {
    Fixture.compiles(
        """
        @Saga @Timeout("3s")
        class Credit {
          enum Decision { APPROVED, DECLINED { @Override public String toString() { return "no"; } } }
          @Step(readOnly = true) Decision decide(Cart cart) { return null; }
          @Step void grant(Decision decision) {}
        }
        """);
  }

  /** A leaf that two variants permit is counted once, and is taken through either. */
  @Test
  void aDiamond() {
    String generated =
        Fixture.compiles(
                """
                @Saga @Timeout("3s")
                class Credit {
                  sealed interface Decision permits Fast, Kind {}
                  sealed interface Fast extends Decision permits Approved, Declined {}
                  sealed interface Kind extends Decision permits Approved, Postponed {}
                  record Approved() implements Fast, Kind {}
                  record Declined() implements Fast {}
                  record Postponed() implements Kind {}
                  @Step(readOnly = true) Decision decide(Cart cart) { return null; }
                  @Step void act(Fast fast) {}
                  @Step void wait(Postponed postponed) {}
                }
                """)
            .generated()
            .get("CreditOrchestrator.java");
    assertThat(generated)
        .contains(
            ".variants(Credit.Approved.class, Credit.Declined.class, Credit.Postponed.class)");
  }

  /** Sealed types that come with a library, as class files. */
  @Test
  void compiledTypes() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class Credit {
          @Step(readOnly = true)
          dev.skald.processor.library.Verdict judge(Cart cart) { return null; } // error: SKALD046
          @Step void free(dev.skald.processor.library.Verdict.Free free) {}
        }
        """);
    Fixture.compiles(
        """
        @Saga @Timeout("3s")
        class Credit {
          @Step(readOnly = true, ends = dev.skald.processor.library.Verdict.Guilty.class)
          dev.skald.processor.library.Verdict judge(Cart cart) { return null; }
          @Step void free(dev.skald.processor.library.Verdict.Free free) {}
        }
        """);
  }

  @Test
  void abstractClassesAndEnumsAsVariants() {
    Fixture.compiles(
        """
        @Saga @Timeout("3s")
        class Credit {
          sealed interface Decision permits Approved, Declined {}
          sealed static abstract class Approved implements Decision permits Small, Large {}
          static final class Small extends Approved {}
          static final class Large extends Approved {}
          enum Declined implements Decision { POOR, UNKNOWN }
          @Step(readOnly = true) Decision decide(Cart cart) { return null; }
          @Step void small(Small small) {}
          @Step void large(Large large) {}
          @Step void decline(Declined declined) {}
        }
        """);
  }

  /** The compiler says what is wrong with it; nothing of ours is to be said. */
  @Test
  void typesThatPermitEachOther() {
    List<Compiled.Said> said =
        Compilers.javac(
                Fixture.sources(
                    """
                    @Saga @Timeout("3s")
                    class Credit {
                      sealed interface A extends B permits B {}
                      sealed interface B extends A permits A {}
                      @Step(readOnly = true) A decide(Cart cart) { return null; }
                      @Step void act(B b) {}
                    }
                    """),
                Fixture.processors())
            .errors();
    assertThat(said).isNotEmpty().noneMatch(error -> error.text().contains("SKALD000"));
  }
}
