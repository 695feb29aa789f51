package dev.skald.processor.validate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.processor.Checks;
import dev.skald.processor.Fixture;
import dev.skald.processor.diagnostic.Code;
import org.junit.jupiter.api.Test;

/** A saga is a class of which an object can be given. */
@Checks(Code.SAGA_CLASS)
class SagaClassRuleTest {

  @Test
  void anInterfaceIsNoSaga() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        interface PlaceOrder { // error: SKALD001
          @Step Order createOrder(Cart cart);
        }
        """);
  }

  @Test
  void noEnumIsASaga() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        enum PlaceOrder { // error: SKALD001
          ONE;
          @Step Order createOrder(Cart cart) { return null; }
        }
        """);
  }

  @Test
  void noAbstractClassIsASaga() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        abstract class PlaceOrder { // error: SKALD001
          @Step Order createOrder(Cart cart) { return null; }
        }
        """);
  }

  @Test
  void noGenericClassIsASaga() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class PlaceOrder<T> { // error: SKALD001
          @Step Order createOrder(Cart cart) { return null; }
        }
        """);
  }

  @Test
  void noPrivateOrInnerClassIsASaga() {
    Fixture.check(
        """
        class Shop {
          @Saga @Timeout("3s")
          private static class Hidden { // error: SKALD001
            @Step Order createOrder(Cart cart) { return null; }
          }
          @Saga @Timeout("3s")
          class Inner { // error: SKALD001
            @Step Order createOrder(Cart cart) { return null; }
          }
        }
        """);
  }

  @Test
  void aRecordAndANestedClassAre() {
    Fixture.compiles(
        """
        @Saga @Timeout("3s")
        record PlaceOrder(String shop) {
          @Step Order createOrder(Cart cart) { return null; }
        }
        """,
        """
        class Shop {
          @Saga @Timeout("3s")
          static class PlaceGiftOrder {
            @Step Order createOrder(Cart cart) { return null; }
          }
        }
        """);
  }

  @Test
  void anAbstractStepIsNoSecondCause() {
    assertThat(
            message(
                """
                @Saga @Timeout("3s")
                abstract class PlaceOrder { // error: SKALD001
                  @Step abstract Order createOrder(Cart cart);
                }
                """))
        .contains("Remove 'abstract' from PlaceOrder and its steps.");
  }

  @Test
  void theWayOutNamesTheWord() {
    assertThat(
            message(
                """
                class Shop {
                  @Saga @Timeout("3s")
                  class PlaceOrder { // error: SKALD001
                    @Step Order createOrder(Cart cart) { return null; }
                  }
                }
                """))
        .contains("Add 'static' to PlaceOrder.");
    assertThat(
            message(
                """
                @Saga @Timeout("3s")
                class PlaceOrder<T> { // error: SKALD001
                  @Step Order createOrder(Cart cart) { return null; }
                }
                """))
        .contains("Remove the type parameters of PlaceOrder.");
    assertThat(
            message(
                """
                @Saga @Timeout("3s")
                interface PlaceOrder { // error: SKALD001
                  @Step Order createOrder(Cart cart);
                }
                """))
        .contains("PlaceOrder is an interface", "Make it a class whose steps have bodies.");
  }

  @Test
  void theWayOutNamesThePrivateType() {
    assertThat(
            message(
                """
                class Shop {
                  @Saga @Timeout("3s")
                  private static class PlaceOrder { // error: SKALD001
                    @Step Order createOrder(Cart cart) { return null; }
                  }
                }
                """))
        .contains("PlaceOrder is private,", "Remove 'private' from PlaceOrder.");
    assertThat(
            message(
                """
                class Shop {
                  private static class Desk {
                    @Saga @Timeout("3s")
                    static class PlaceOrder { // error: SKALD001
                      @Step Order createOrder(Cart cart) { return null; }
                    }
                  }
                }
                """))
        .contains("PlaceOrder is within Desk, which is private,", "Remove 'private' from Desk.");
  }

  private static String message(String saga) {
    return Fixture.check(saga).message("SKALD001");
  }
}
