package dev.skald.processor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Callers of a saga that has errors compile, so that the compiler shows the errors alone. */
class StubTest {

  private static final String CLIENT =
      """
      class Client {
        OrderPlaced place(dev.skald.runtime.SagaEngine engine, Cart cart) {
          PlaceOrderOrchestrator placeOrder = new PlaceOrderOrchestrator(engine, new PlaceOrder());
          dev.skald.runtime.SagaHandle<OrderPlaced> saga = placeOrder.start("order-1", cart);
          dev.skald.runtime.StepView<Order> order =
              placeOrder.find("order-1").map(PlaceOrderOrchestrator.View::createOrder).orElseThrow();
          placeOrder.operate("order-1", "me").toString();
          String name = PlaceOrderOrchestrator.Steps.CREATE_ORDER.name();
          return order.value().map(o -> new OrderPlaced(o.id() + name + saga.key())).orElseThrow();
        }
      }
      """;

  @Test
  void theRealErrorIsTheOnlyOne() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        public class PlaceOrder {
          @Step Order createOrder(Cart cart) { return null; }
          @Compensate("createOder") void cancelOrder(Order order) {} // error: SKALD021
          @Step Payment charge(Order order) { return null; }
          @Returns OrderPlaced placed(Payment payment) { return null; }
        }
        """,
        CLIENT);
  }

  @Test
  void evenIfTheInputIsUnknown() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        public class PlaceOrder {
          @Step Order createOrder(Cart cart) { return null; }
          @Compensate("createOrder") void cancelOrder(Order order) {}
          @Step Payment charge(Order order, Quote quote) { return null; } // error: SKALD030
          @Step OrderPlaced place(Payment payment) { return null; }
        }
        """,
        CLIENT);
  }

  @Test
  void evenIfStepsWaitForEachOther() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        public class PlaceOrder {
          @Step Order createOrder(Cart cart, OrderPlaced placed) { return null; } // error: SKALD033
          @Step OrderPlaced place(Order order) { return null; }
        }
        """,
        CLIENT);
  }

  @Test
  void evenIfTheResultCannotBeNamed() {
    Compiled compiled =
        Fixture.check(
            """
            @Saga @Timeout("3s")
            public class PlaceOrder {
              private record Hidden(String id) {}
              @Step Order createOrder(Cart cart) { return null; }
              @Compensate("createOrder") void cancelOrder(Order order) {}
              @Step Hidden hide(Order order) { return null; } // error: SKALD026
              @Returns OrderPlaced placed(Order order) { return null; }
            }
            """,
            CLIENT);
    assertThat(compiled.errors()).hasSize(1);
  }

  /** Java cannot tell the two apart either; what counts is that nothing is said of the caller. */
  @Test
  void evenIfTwoStepsHaveOneName() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        public class PlaceOrder {
          @Step Order createOrder(Cart cart) { return null; }
          @Step Payment createOrder(Order order) { return null; } // error: SKALD011
          @Returns OrderPlaced placed(Order order) { return null; }
        }
        """,
        CLIENT);
  }

  /** Events come in by methods of the orchestrator. */
  @Test
  void evenIfTheyBringEvents() {
    Compiled compiled =
        Fixture.check(
            """
            @Saga @Timeout("3s")
            public class PlaceOrder {
              record Paid(String id) {}
              @Step Order createOrder(Cart cart) { return null; }
              @Compensate("createOder") void cancelOrder(Order order) {} // error: SKALD021
              @Step Payment charge(Order order, @Signal(timeout = "1d") Optional<Paid> paid) { return null; }
              @Returns OrderPlaced placed(Payment payment) { return null; }
            }
            """,
            CLIENT,
            """
            class Bank {
              Object pay(PlaceOrderOrchestrator placeOrder) {
                return placeOrder.paid("order-1", "event-1", new PlaceOrder.Paid("1"));
              }
            }
            """);
    assertThat(compiled.errors()).hasSize(1);
  }
}
