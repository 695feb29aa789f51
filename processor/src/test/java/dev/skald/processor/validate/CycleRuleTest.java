package dev.skald.processor.validate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.processor.Checks;
import dev.skald.processor.Compiled;
import dev.skald.processor.Fixture;
import dev.skald.processor.diagnostic.Code;
import org.junit.jupiter.api.Test;

/** Steps do not wait for each other. */
@Checks(Code.CYCLE)
class CycleRuleTest {

  @Test
  void theTraceReturnsToItsStart() {
    Compiled compiled =
        Fixture.check(
            """
                @Saga @Timeout("3s")
                class PlaceOrder {
                  @Step @Parallel Payment charge(Cart cart, Quote quote) { return null; } // error: SKALD033
                  @Step(after = "charge") @Parallel
                  Reservation reserve() { return null; }
                  @Step @Parallel Quote quote(Reservation reservation) { return null; }
                }
                """);
    assertThat(compiled.message("SKALD033"))
        .isEqualTo(
            """
            SKALD033: These steps wait for each other: charge -> reserve -> quote -> charge.
                    reserve (line 5) comes after charge
                    quote (line 6) takes Reservation reservation from reserve
                    charge (line 3) takes Quote quote from quote
                A step runs when all it waits for has succeeded, so none of these would ever run.
                Break the cycle: drop one parameter or one after.
                More: docs/errors.md#skald033""");
  }

  @Test
  void oneMessageForEachTangle() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          @Step(after = "b") void a(Cart cart) {} // error: SKALD033
          @Step(after = {"a", "c"}) void b() {}
          @Step(after = "b") void c() {}
          @Step(after = "e") void d() {} // error: SKALD033
          @Step(after = "d") void e() {}
        }
        """);
  }

  @Test
  void throughBranches() {
    Decisions.TWO.check(
        """
        @Saga @Timeout("3s")
        class Credit {
          @Step(readOnly = true)
          Decision decide(Cart cart, Optional<Quote> quote) { return null; } // error: SKALD033
          @Step(readOnly = true) Quote a(Approved approved) { return null; }
          @Step(readOnly = true) Order b(Declined declined) { return null; }
        }
        """);
  }

  @Test
  void throughAList() {
    String message =
        Fixture.check(
                """
                @Saga @Timeout("3s")
                class PackOrder {
                  @Step Shipment pack(@From("plan") @Each Order order, Cart cart) { return null; } // error: SKALD033
                  @Step List<Order> plan(List<Shipment> shipments) { return null; }
                }
                """)
            .message("SKALD033");
    assertThat(message).contains("takes Order order from plan");
  }
}
