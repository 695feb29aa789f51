package dev.skald.processor.validate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.processor.Checks;
import dev.skald.processor.Fixture;
import dev.skald.processor.diagnostic.Code;
import org.junit.jupiter.api.Test;

/** Sagas do not start each other. */
@Checks(Code.CHILD_CYCLE)
class ChildCyclesTest {

  @Test
  void itself() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class Sell {
          @Child(Sell.class) // error: SKALD090
          @Step dev.skald.runtime.SagaHandle<Void> sell(Cart cart) { return null; }
        }
        """);
  }

  @Test
  void throughOthersOnce() {
    String message =
        Fixture.check(
                """
        class Shop {
          @Saga @Timeout("3s")
          static class A {
            @Child(B.class) // error: SKALD090
            @Step dev.skald.runtime.SagaHandle<Void> b(Cart cart) { return null; }
          }
          @Saga @Timeout("3s")
          static class B {
            @Child(C.class)
            @Step dev.skald.runtime.SagaHandle<Void> c(Cart cart) { return null; }
          }
          @Saga @Timeout("3s")
          static class C {
            @Child(A.class)
            @Step dev.skald.runtime.SagaHandle<Void> a(Cart cart) { return null; }
          }
          @Saga @Timeout("3s")
          static class Outside {
            @Child(A.class)
            @Step dev.skald.runtime.SagaHandle<Void> a(Cart cart) { return null; }
          }
        }
        """)
            .message("SKALD090");
    assertThat(message).contains("These sagas start each other: A -> B -> C -> A.");
  }
}
