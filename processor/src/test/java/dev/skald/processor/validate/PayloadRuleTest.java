package dev.skald.processor.validate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.processor.Checks;
import dev.skald.processor.Compiled;
import dev.skald.processor.Fixture;
import dev.skald.processor.diagnostic.Code;
import org.junit.jupiter.api.Test;

/** What is journaled can be read again. */
@Checks(Code.PAYLOAD)
class PayloadRuleTest {

  @Test
  void noObject() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          @Step Object createOrder(Cart cart) { return null; } // error: SKALD025
        }
        """);
  }

  @Test
  void noRawType() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          @SuppressWarnings("rawtypes")
          @Step List createOrder(Cart cart) { return null; } // error: SKALD025
        }
        """);
  }

  @Test
  void noWildcard() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          @Step Map<String, ? extends Order> createOrders(Cart cart) { return null; } // error: SKALD025
        }
        """);
  }

  @Test
  void noOpenInterface() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          interface Receipt {}
          @Step Receipt createOrder(Cart cart) { return null; } // error: SKALD025
        }
        """);
  }

  @Test
  void noAbstractClass() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          abstract static class Receipt {}
          @Step Receipt createOrder(Cart cart) { return null; } // error: SKALD025
        }
        """);
  }

  @Test
  void noInnerClass() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          class Receipt {}
          @Step Receipt createOrder(Cart cart) { return null; } // error: SKALD025
        }
        """);
  }

  @Test
  void noFutureThatIsNoStage() {
    Compiled compiled =
        Fixture.check(
            """
                @Saga @Timeout("3s")
                class PlaceOrder {
                  @Step Future<Order> createOrder(Cart cart) { return null; } // error: SKALD025
                }
                """);
    assertThat(compiled.message("SKALD025"))
        .isEqualTo(
            """
            SKALD025: Future<Order> cannot be journaled: Future is a call under way, and no value.
                Inputs and results are written to the journal and read again after a crash, by their declared types alone.
                Return a CompletionStage.
                More: docs/errors.md#skald025""");
  }

  @Test
  void noGenericArrayAndNoFunction() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          @Step Order createOrder(List<String>[] carts, Runnable then) { return null; } // error: SKALD025, SKALD025
        }
        """);
  }

  @Test
  void noMapWithAnOddKey() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          @Step Map<Cart, Order> createOrders(Cart cart) { return null; } // error: SKALD025
        }
        """);
  }

  @Test
  void theInside() {
    Compiled compiled =
        Fixture.check(
            """
                @Saga @Timeout("3s")
                class PlaceOrder {
                  record Line(String item, Optional<CharSequence> note) {}
                  record Basket(Map<String, List<Line>> lines) {}
                  @Step Order createOrder(Basket basket) { return null; } // error: SKALD025
                }
                """);
    assertThat(compiled.message("SKALD025"))
        .isEqualTo(
            """
            SKALD025: Basket.lines{}[].note: CharSequence cannot be journaled: CharSequence is no value type of the JDK that Skald knows.
                Inputs and results are written to the journal and read again after a crash, by their declared types alone.
                Put what is needed of it into a record.
                More: docs/errors.md#skald025""");
  }

  @Test
  void theInsideOfASealedType() {
    Compiled compiled =
        Fixture.check(
            """
                @Saga @Timeout("3s")
                class PlaceOrder {
                  sealed interface Decision permits Yes, No {}
                  record Yes() implements Decision {}
                  record No(Object why) implements Decision {}
                  @Step Decision decide(Cart cart) { return null; } // error: SKALD025
                }
                """);
    assertThat(compiled.message("SKALD025"))
        .isEqualTo(
            """
            SKALD025: Decision as No.why: Object cannot be journaled: an Object can be anything.
                Inputs and results are written to the journal and read again after a crash, by their declared types alone.
                Write the type that is meant.
                More: docs/errors.md#skald025""");
  }

  @Test
  void onePartOnlyOnce() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          record Bad(Object why) {}
          @Step Bad first(Bad[] bad, Cart cart) { return null; } // error: SKALD025
        }
        """);
  }

  @Test
  void values() {
    Fixture.compiles(
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          enum Color { RED }
          record Tree(String name, List<Tree> children) {}
          record Page<T>(List<T> items, Map<Color, T> colors) {}
          sealed interface Shape permits Round, Square {}
          record Round(double radius) implements Shape {}
          static final class Square implements Shape {}
          record Everything(int a, Integer b, byte[] c, Instant d, Duration e, UUID f, java.net.URI g, Locale h, Currency i, java.math.BigDecimal j, Set<DayOfWeek> k, Optional<LocalDate> l, Collection<Long> m, Shape n, Page<Tree> o) {}
          @Step Page<Tree> grow(Everything everything) { return null; }
        }
        """);
  }
}
