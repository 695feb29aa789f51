package dev.skald.processor.validate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.processor.Checks;
import dev.skald.processor.Compiled;
import dev.skald.processor.Compilers;
import dev.skald.processor.Fixture;
import dev.skald.processor.Source;
import dev.skald.processor.diagnostic.Code;
import java.util.List;
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

  @Test
  void theFieldsOfAPlainClass() {
    Compiled compiled =
        Fixture.check(
            """
                @Saga @Timeout("3s")
                class PlaceOrder {
                  static class Box<T> { private List<T> things; }
                  static class Basket { private String id; private Box<Object> box; }
                  @Step Order createOrder(Basket basket) { return null; } // error: SKALD025
                }
                """);
    assertThat(compiled.message("SKALD025"))
        .startsWith(
            "SKALD025: Basket.box<>: Object cannot be journaled: an Object can be anything.");
  }

  @Test
  void theFieldsOfAVariant() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          sealed abstract static class Decision permits Yes {}
          static final class Yes extends Decision { Object why; }
          @Step Decision decide(Cart cart) { return null; } // error: SKALD025
        }
        """);
  }

  @Test
  void notWhatIsNoPartOfAnObject() {
    Fixture.compiles(
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          static class Node { String id; Node next; static Object shared; transient Object cache; }
          @Step Order createOrder(Node node) { return null; }
        }
        """);
  }

  @Test
  void notOfAClassThatExtendsAnother() {
    Fixture.compiles(
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          static class Message { Object bytes; }
          static class Request extends Message { Object name; }
          @Step Order createOrder(Request request) { return null; }
        }
        """);
  }

  @Test
  void notOfAClassThatTellsJacksonHowItIsRead() {
    String saga =
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          @com.fasterxml.jackson.annotation.JsonTypeInfo(
              use = com.fasterxml.jackson.annotation.JsonTypeInfo.Id.NAME)
          static class Typed { Object any; }
          static class Made {
            private final Object any;
            @com.fasterxml.jackson.annotation.JsonCreator Made(String text) { any = text; }
            Object any() { return any; }
          }
          @tools.jackson.databind.annotation.JsonDeserialize(builder = Object.class)
          static class Built { Object any; }
          static class Partly { @com.fasterxml.jackson.annotation.JsonIgnore Object any; String id; }
          record All(Typed typed, Made made, Built built, Partly partly) {}
          @Step Order createOrder(All all) { return null; }
        }
        """;
    List<Source> sources = Fixture.sources(saga);
    // Jackson has no processor that would claim its annotations.
    assertThat(
            Compilers.javac(sources, Fixture.processors(), "-Werror", "-Xlint:-processing").said())
        .isEmpty();
    assertThat(Compilers.ecj(sources, Fixture.processors()).said()).isEmpty();
  }

  /** What is missing is an annotation, not another type. */
  @Test
  void aHandleAsksForItsChild() {
    String message =
        Fixture.check(
                """
                @Saga @Timeout("3s")
                class PlaceOrder {
                  @Step dev.skald.runtime.SagaHandle<Order> start(Cart cart) { return null; } // error: SKALD025
                }
                """)
            .message("SKALD025");
    assertThat(message).contains("a run of another saga").contains("Write @Child");
  }
}
