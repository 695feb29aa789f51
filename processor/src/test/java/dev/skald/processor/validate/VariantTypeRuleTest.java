package dev.skald.processor.validate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.processor.Checks;
import dev.skald.processor.Compiled;
import dev.skald.processor.Fixture;
import dev.skald.processor.diagnostic.Code;
import org.junit.jupiter.api.Test;

/** The variants of a branching step can be named, and told from each other by their classes. */
@Checks(Code.VARIANT_TYPE)
class VariantTypeRuleTest {

  @Test
  void typeArgumentsFollow() {
    String generated =
        Fixture.compiles(
                """
                @Saga @Timeout("3s")
                class Credit {
                  sealed interface Result<T, E> permits Ok, Failed {}
                  record Ok<V>(V value) implements Result<V, String> {}
                  record Failed<V, E>(List<E> errors) implements Result<V, E> {}
                  @Step(readOnly = true) Result<Order, String> decide(Cart cart) { return null; }
                  @Step Payment pay(Ok<Order> ok) { return null; }
                  @Step void complain(Failed<Order, String> failed) {}
                  @Returns Order result(Optional<Ok<Order>> ok, Optional<Payment> payment) { return null; }
                }
                """)
            .generated()
            .get("CreditOrchestrator.java");
    assertThat(generated)
        .contains(".variants(Credit.Ok.class, Credit.Failed.class)")
        .contains(".when(Steps.DECIDE, Credit.Ok.class)")
        .contains("saga.pay((Credit.Ok<Order>) call.result(Steps.DECIDE))")
        .contains("call.optional(Steps.DECIDE).filter(Credit.Ok.class::isInstance)");
  }

  @Test
  void aVariantThatCannotBeIsNone() {
    Fixture.compiles(
        """
        @Saga @Timeout("3s")
        class Credit {
          sealed interface Result<T> permits Ok, Counted, Failed {}
          record Ok<T>(T value) implements Result<T> {}
          record Counted(int count) implements Result<Integer> {}
          record Failed<T>(String why) implements Result<T> {}
          @Step(readOnly = true) Result<Order> decide(Cart cart) { return null; }
          @Step void pay(Ok<Order> ok) {}
          @Step void complain(Failed<Order> failed) {}
        }
        """);
  }

  @Test
  void typeArgumentsThatDoNotFollow() {
    Compiled compiled =
        Fixture.check(
            """
            @Saga @Timeout("3s")
            class Credit {
              sealed interface Result permits Ok, Failed {}
              record Ok<T>(String note) implements Result {}
              record Failed(String why) implements Result {}
              @Step(readOnly = true) Result decide(Cart cart) { return null; } // error: SKALD048
              @Step void pay(Ok<Order> ok) {}
              @Step void complain(Failed failed) {}
            }
            """);
    assertThat(compiled.message("SKALD048"))
        .contains("Ok<T> is a variant of Result, which does not say its type arguments.");
  }

  @Test
  void otherTypeArguments() {
    Compiled compiled =
        Fixture.check(
            """
            @Saga @Timeout("3s")
            class Credit {
              sealed interface Result<T> permits Ok, Failed {}
              record Ok<T>(T value) implements Result<T> {}
              record Failed<T>(String why) implements Result<T> {}
              @Step(readOnly = true) Result<Order> decide(Cart cart) { return null; }
              @Step void pay(
                  Ok<Quote> ok) {} // error: SKALD048
              @Step void complain(Failed<Order> failed) {}
            }
            """);
    assertThat(compiled.message("SKALD048"))
        .contains("pay takes Ok<Quote> ok, but decide returns Result<Order>, of which the variant")
        .contains("Write Ok<Order> ok.");
  }

  @Test
  void aVariantBelowAnother() {
    Compiled compiled =
        Fixture.check(
            """
            @Saga @Timeout("3s")
            class Credit {
              sealed interface Decision permits Approved, Gold {}
              static non-sealed class Approved implements Decision {}
              static class Silver extends Approved {}
              static final class Gold extends Silver implements Decision {}
              @Step(readOnly = true) Decision decide(Cart cart) { return null; } // error: SKALD048
              @Step void grant(Approved approved) {}
              @Step void praise(Gold gold) {}
            }
            """);
    assertThat(compiled.message("SKALD048"))
        .contains("Gold and Approved are variants of Decision, but each Gold is a Approved.");
  }

  @Test
  void aVariantThatCannotBeNamed() {
    Compiled compiled =
        Fixture.check(
            """
            @Saga @Timeout("3s")
            class Credit {
              @Step(readOnly = true) dev.skald.processor.library.Secret ask(Cart cart) { return null; } // error: SKALD048
              @Step void tell(dev.skald.processor.library.Open open) {}
            }
            """);
    assertThat(compiled.message("SKALD048"))
        .contains("Hidden is a variant of Secret, but Credit has no access to it.");
  }

  @Test
  void aWholeResultMayHaveSuchVariants() {
    Fixture.compiles(
        """
        @Saga @Timeout("3s")
        class Credit {
          @Step(readOnly = true) dev.skald.processor.library.Secret ask(Cart cart) { return null; }
          @Step void tell(dev.skald.processor.library.Secret secret) {}
        }
        """);
  }

  @Test
  void aVariantOfTwoResults() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class Credit {
          sealed interface Decision permits Approved, Declined {}
          sealed interface Verdict permits Approved, Guilty {}
          record Approved() implements Decision, Verdict {}
          record Declined() implements Decision {}
          record Guilty() implements Verdict {}
          @Step(readOnly = true) Decision decide(Cart cart) { return null; }
          @Step(readOnly = true) Verdict judge(Cart cart) { return null; }
          @Step void grant(
              Approved approved) {} // error: SKALD028
        }
        """);
    Fixture.compiles(
        """
        @Saga @Timeout("3s")
        class Credit {
          sealed interface Decision permits Approved, Declined {}
          sealed interface Verdict permits Approved, Guilty {}
          record Approved() implements Decision, Verdict {}
          record Declined() implements Decision {}
          record Guilty() implements Verdict {}
          @Step(readOnly = true, ends = Declined.class) Decision decide(Cart cart) { return null; }
          @Step(readOnly = true) Verdict judge(Cart cart) { return null; }
          @Step void grant(@From("decide") Approved approved, Verdict verdict) {}
        }
        """);
  }
}
