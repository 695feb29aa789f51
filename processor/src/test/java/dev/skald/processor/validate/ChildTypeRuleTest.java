package dev.skald.processor.validate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.processor.Checks;
import dev.skald.processor.Fixture;
import dev.skald.processor.diagnostic.Code;
import org.junit.jupiter.api.Test;

/** A step that starts a saga returns its handle. */
@Checks(Code.CHILD_TYPE)
class ChildTypeRuleTest {

  @Test
  void noSaga() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class Sell {
          @Child(Order.class) // error: SKALD087
          @Step dev.skald.runtime.SagaHandle<Order> create(Cart cart) { return null; }
        }
        """);
  }

  @Test
  void theResultItself() {
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
            @Step @Child(Reserve.class) Reservation reserve(Cart cart) { return null; } // error: SKALD087
          }
        }
        """)
            .message("SKALD087");
    assertThat(message)
        .contains("Return what the orchestrator's start returns: SagaHandle<Reservation>.");
  }

  @Test
  void aStage() {
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
            @Step @Child(Reserve.class)
            CompletionStage<Reservation> reserve(Cart cart) { return null; } // error: SKALD087
          }
        }
        """);
  }

  @Test
  void theResultOfAnother() {
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
            @Step @Child(Reserve.class)
            dev.skald.runtime.SagaHandle<Order> reserve(Cart cart) { return null; } // error: SKALD087
          }
        }
        """);
  }

  @Test
  void aChildWithErrorsIsReportedThereAlone() {
    Fixture.check(
        """
        class Shop {
          @Saga @Timeout("3s")
          static class Reserve {
            @Step Reservation reserve(Cart cart) { return null; }
            @Compensate("reserv") void release(Reservation reservation) {} // error: SKALD021
          }
          @Saga @Timeout("3s")
          static class Sell {
            @Step @Child(Reserve.class)
            dev.skald.runtime.SagaHandle<Order> reserve(Cart cart) { return null; }
          }
        }
        """);
  }

  @Test
  void theResultGoesDownstream() {
    Fixture.compiles(
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
            @Step Payment charge(Reservation reservation) { return null; }
          }
        }
        """);
  }
}
