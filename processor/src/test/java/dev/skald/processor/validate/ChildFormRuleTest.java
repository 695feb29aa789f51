package dev.skald.processor.validate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.processor.Checks;
import dev.skald.processor.Fixture;
import dev.skald.processor.diagnostic.Code;
import org.junit.jupiter.api.Test;

/** A child is started again and again with one key, and undoes itself. */
@Checks(Code.CHILD_FORM)
class ChildFormRuleTest {

  @Test
  void modes() {
    Fixture.check(
        """
        class Shop {
          @Saga @Timeout("3s")
          static class Reserve {
            @Step Reservation reserve(Cart cart) { return null; }
            @Compensate("reserve") void release(Reservation reservation) {}
          }
          @Saga @Timeout("3s")
          static class Sell {
            @Step(readOnly = true) // error: SKALD088
            @Child(Reserve.class) dev.skald.runtime.SagaHandle<Reservation> reserve(Cart cart) { return null; }
            @Step(transactional = true) // error: SKALD088
            @Child(Reserve.class)
            dev.skald.runtime.SagaHandle<Reservation> more(@From("reserve") Reservation first, Cart cart) {
              return null;
            }
          }
        }
        """);
  }

  @Test
  void anUndo() {
    String message =
        Fixture.check(
                """
        class Shop {
          @Saga @Timeout("3s")
          static class Reserve {
            @Step Reservation reserve(Cart cart) { return null; }
            @Compensate("reserve") void release(Reservation reservation) {}
          }
          @Saga @Timeout("3s")
          static class Sell {
            @Step @Child(Reserve.class) dev.skald.runtime.SagaHandle<Reservation> reserve(Cart cart) { return null; }
            @Compensate("reserve") void release(Reservation reservation) {} // error: SKALD088
          }
        }
        """)
            .message("SKALD088");
    assertThat(message).contains("Remove release, or move what it does into an undo of Reserve.");
  }

  @Test
  void aChildWithAPolicy() {
    Fixture.compiles(
        """
        class Shop {
          @Saga @Timeout("3s")
          static class Reserve {
            @Step Reservation reserve(Cart cart) { return null; }
            @Compensate("reserve") void release(Reservation reservation) {}
          }
          @Saga
          static class Sell {
            @Step @Child(Reserve.class) @Timeout("1s") @Retry(maxAttempts = 2)
            dev.skald.runtime.SagaHandle<Reservation> reserve(Cart cart) { return null; }
          }
        }
        """);
  }
}
