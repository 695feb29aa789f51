package dev.skald.processor.validate;

import dev.skald.processor.Checks;
import dev.skald.processor.Fixture;
import dev.skald.processor.diagnostic.Code;
import org.junit.jupiter.api.Test;

/** The durable name is plain. */
@Checks(Code.SAGA_NAME)
class SagaNameRuleTest {

  @Test
  void aNameHasNoSpacesOrCapitals() {
    Fixture.check(
        """
        @Timeout("3s")
        @Saga(name = "Place order") // error: SKALD002
        class PlaceOrder {
          @Step Order createOrder(Cart cart) { return null; }
        }
        """);
  }

  @Test
  void aDerivedNameMustBePlainToo() {
    Fixture.check(
        """
        @Timeout("3s")
        @Saga // error: SKALD002
        class Größe {
          @Step Order createOrder(Cart cart) { return null; }
        }
        """);
  }

  @Test
  void aNameHasAnEnd() {
    Fixture.check(
        """
        @Timeout("3s")
        @Saga(name = "abbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb") // error: SKALD002
        class PlaceOrder {
          @Step Order createOrder(Cart cart) { return null; }
        }
        """);
  }

  @Test
  void aPlainNameIsFine() {
    Fixture.compiles(
        """
        @Timeout("3s") @Saga(name = "place-order-2")
        class PlaceOrder {
          @Step Order createOrder(Cart cart) { return null; }
        }
        """);
  }
}
