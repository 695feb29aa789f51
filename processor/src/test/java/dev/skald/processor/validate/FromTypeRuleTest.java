package dev.skald.processor.validate;

import dev.skald.processor.Checks;
import dev.skald.processor.Fixture;
import dev.skald.processor.diagnostic.Code;
import org.junit.jupiter.api.Test;

/** A parameter has the type of the result it is to take. */
@Checks(Code.FROM_TYPE)
class FromTypeRuleTest {

  @Test
  void anotherType() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          @Step(readOnly = true) Quote air(Cart cart) { return null; }
          @Step Shipment ship(@From("air") Payment payment) { return null; } // error: SKALD029
        }
        """);
  }

  @Test
  void noResult() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          @Step(readOnly = true) void check(Cart cart) {}
          @Step Shipment ship(@From("check") Payment payment) { return null; } // error: SKALD029
        }
        """);
  }

  @Test
  void boxesAreTheSame() {
    Fixture.compiles(
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          @Step(readOnly = true) int count(Cart cart) { return 1; }
          @Step Shipment ship(@From("count") Integer count) { return null; }
        }
        """);
  }

  @Test
  void aVariantOrAnOptional() {
    Decisions.TWO.compiles(
        """
        @Saga @Timeout("3s")
        class Credit {
          @Step(readOnly = true) Decision decide(Cart cart) { return null; }
          @Step(readOnly = true) Decision again(Cart cart) { return null; }
          @Step(readOnly = true) void a(@From("decide") Approved approved, @From("again") Decision decision) {}
          @Step(readOnly = true) void b(@From("decide") Declined declined, @From("again") Optional<Approved> approved) {}
          @Step(readOnly = true) void c(@From("again") Approved approved) {}
          @Step(readOnly = true) void d(@From("again") Declined declined) {}
        }
        """);
  }

  @Test
  void noVariantOfThatStep() {
    Decisions.TWO.check(
        """
        @Saga @Timeout("3s")
        class Credit {
          @Step(readOnly = true) Decision decide(Cart cart) { return null; }
          @Step(readOnly = true) Quote quote(Decision decision) { return null; }
          @Step void a(@From("quote") Approved approved) {} // error: SKALD029
          @Step void b(Declined declined, @From("quote") Optional<Order> order) {} // error: SKALD029
        }
        """);
  }
}
