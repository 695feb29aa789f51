package dev.skald.processor.validate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.processor.Checks;
import dev.skald.processor.Compiled;
import dev.skald.processor.Fixture;
import dev.skald.processor.diagnostic.Code;
import org.junit.jupiter.api.Test;

/** Generated code calls methods as any class beside the saga could. */
@Checks(Code.METHOD_FORM)
class MethodFormRuleTest {

  @Test
  void noPrivateStaticGenericOrVarargsMethod() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          @Step Order createOrder(Cart cart) { return null; }
          @Compensate("createOrder") private void cancelOrder(Order order) {} // error: SKALD009
          @Step static Reservation reserveStock(Order order) { return null; } // error: SKALD009
          @Step <T> Quote quote(Order order) { return null; } // error: SKALD009
          @Returns OrderPlaced placed(Order... order) { return null; } // error: SKALD009
        }
        """);
  }

  @Test
  void theMessageNamesAllFlaws() {
    Compiled compiled =
        Fixture.check(
            """
                @Saga @Timeout("3s")
                class PlaceOrder {
                  @Step private static Order createOrder(Cart cart) { return null; } // error: SKALD009
                }
                """);
    assertThat(compiled.message("SKALD009"))
        .isEqualTo(
            """
            SKALD009: createOrder is private and static, so the orchestrator cannot call it.
                Steps, undos and the result method are plain methods of the saga's object; they need not be public.
                Remove 'private' and 'static'.
                More: docs/errors.md#skald009""");
  }

  @Test
  void helpersMayBeAnything() {
    Fixture.compiles(
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          @Step Order createOrder(Cart cart) { help(); return null; }
          private static void help() {}
        }
        """);
  }
}
