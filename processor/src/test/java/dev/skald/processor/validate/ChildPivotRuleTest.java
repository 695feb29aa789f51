package dev.skald.processor.validate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.processor.Checks;
import dev.skald.processor.Fixture;
import dev.skald.processor.diagnostic.Code;
import org.junit.jupiter.api.Test;

/** What may have to be undone can be undone. */
@Checks(Code.CHILD_PIVOT)
class ChildPivotRuleTest {

  @Test
  void withoutAPivotOfTheParent() {
    String message =
        Fixture.check(
                """
        class Shop {
          @Saga @Timeout("3s")
          static class Pay {
            @Step Payment pay(Cart cart) { return null; }
          }
          @Saga @Timeout("3s")
          static class Sell {
            @Child(Pay.class) // error: SKALD089
            @Step dev.skald.runtime.SagaHandle<Payment> pay(Cart cart) { return null; }
          }
        }
        """)
            .message("SKALD089");
    assertThat(message)
        .contains(
            "cannot be undone after its pivot pay, but the saga has no pivot that would make pay final.");
  }

  @Test
  void atThePivot() {
    Fixture.compiles(
        """
        class Shop {
          @Saga @Timeout("3s")
          static class Pay {
            @Step Payment pay(Cart cart) { return null; }
          }
          @Saga @Timeout("3s")
          static class Sell {
            @Step @Child(Pay.class) @Pivot dev.skald.runtime.SagaHandle<Payment> pay(Cart cart) { return null; }
          }
        }
        """);
  }

  @Test
  void afterThePivot() {
    Fixture.compiles(
        """
        class Shop {
          @Saga @Timeout("3s")
          static class Pay {
            @Step Payment pay(Cart cart) { return null; }
          }
          @Saga @Timeout("3s")
          static class Sell {
            @Step @Pivot Order create(Cart cart) { return null; }
            @Step(after = "create") @Child(Pay.class) dev.skald.runtime.SagaHandle<Payment> pay(Cart cart) { return null; }
            @Returns Order done(Order order) { return order; }
          }
        }
        """);
  }

  @Test
  void irreversible() {
    Fixture.compiles(
        """
        class Shop {
          @Saga @Timeout("3s")
          static class Pay {
            @Step Payment pay(Cart cart) { return null; }
          }
          @Saga @Timeout("3s")
          static class Sell {
            @Step @Child(Pay.class) @Irreversible("paid is paid")
            dev.skald.runtime.SagaHandle<Payment> pay(Cart cart) { return null; }
          }
        }
        """);
  }
}
