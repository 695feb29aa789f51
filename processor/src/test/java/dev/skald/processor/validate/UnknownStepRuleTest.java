package dev.skald.processor.validate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.processor.Checks;
import dev.skald.processor.Compiled;
import dev.skald.processor.Fixture;
import dev.skald.processor.diagnostic.Code;
import org.junit.jupiter.api.Test;

/** Every step that is named exists. */
@Checks(Code.UNKNOWN_STEP)
class UnknownStepRuleTest {

  @Test
  void inCompensate() {
    Compiled compiled =
        Fixture.check(
            """
                @Saga @Timeout("3s")
                class PlaceOrder {
                  @Step Order createOrder(Cart cart) { return null; }
                  @Compensate("createOder") void cancelOrder(Order order) {} // error: SKALD021
                }
                """);
    assertThat(compiled.message("SKALD021"))
        .isEqualTo(
            """
            SKALD021: @Compensate names "createOder", which is no step of PlaceOrder. Did you mean "createOrder"?
                A step is named as its method is.
                Steps here: createOrder.
                More: docs/errors.md#skald021""");
  }

  @Test
  void inAfterOnceForEach() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          @Step Order createOrder(Cart cart) { return null; }
          @Step(after = {"nothing", "createOrder", "more"}) // error: SKALD021, SKALD021
          void ship() {}
        }
        """);
  }

  @Test
  void inFrom() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          @Step Order createOrder(Cart cart) { return null; }
          @Step Shipment ship(@From("order") Order order) { return null; } // error: SKALD021
        }
        """);
  }

  @Test
  void anUndoIsNoStep() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          @Step Order createOrder(Cart cart) { return null; }
          @Compensate("createOrder") void cancelOrder(Order order) {}
          @Step(after = "cancelOrder") void ship() {} // error: SKALD021
        }
        """);
  }

  @Test
  void aForgottenAnnotationIsNoticedOnce() {
    Compiled compiled =
        Fixture.check(
            """
                @Saga @Timeout("3s")
                class BookTrip {
                  Order create(Cart cart) { return null; }
                  @Compensate("create") void cancel(Cart cart) {} // error: SKALD021
                  @Step(after = "create") Payment pay(Cart cart) { return null; }
                }
                """);
    assertThat(compiled.message("SKALD021"))
        .isEqualTo(
            """
            SKALD021: @Compensate names "create", which is a method of BookTrip, but not a @Step: did you forget @Step on it?
                A step is a method that is marked with @Step, and is named as that method is.
                Write @Step on create, or name another step.
                More: docs/errors.md#skald021""");
  }

  /** That the timeout has no effect is no second cause. */
  @Test
  void aForgottenAnnotationBesideAnotherIsOneCause() {
    Fixture.check(
        """
        @Saga
        class BookTrip {
          @Timeout("3s") Order create(Cart cart) { return null; }
          @Compensate("create") void cancel(Cart cart) {} // error: SKALD021
          @Step @Timeout("3s") Payment pay(Cart cart) { return null; }
        }
        """);
  }
}
