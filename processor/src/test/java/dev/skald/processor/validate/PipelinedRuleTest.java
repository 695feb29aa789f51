package dev.skald.processor.validate;

import dev.skald.processor.Checks;
import dev.skald.processor.Fixture;
import dev.skald.processor.diagnostic.Code;
import org.junit.jupiter.api.Test;

/** Others run ahead of the record of a pipelined step, and are undone by their key. */
@Checks(Code.PIPELINED)
class PipelinedRuleTest {

  @Test
  void aChainWhoseUndosNeedNoRecord() {
    Fixture.compiles(
        """
        @Saga @Timeout("3s")
        class Sell {
          @Step(pipelined = true) Order create(Cart cart) { return null; }
          @Compensate("create") void cancel(Order order) {}
          @Step(pipelined = true) Payment pay(Order order) { return null; }
          @Compensate("pay") void refund(Outcome<Payment> payment) {}
          @Step Shipment book(Order order, Payment payment) { return null; }
          @Compensate("book") void unbook(Cart cart, StepContext step) {}
        }
        """);
  }

  @Test
  void theResultOfAStepThatRanAhead() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class Sell {
          @Step(pipelined = true) Order create(Cart cart) { return null; }
          @Compensate("create") void cancel(Order order) {}
          @Step Payment pay(Order order) { return null; }
          @Compensate("pay") void refund(
              Payment payment) {} // error: SKALD097
        }
        """);
  }

  @Test
  void theResultOfAStepWhoseRecordMayBeLostAsWell() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class Sell {
          @Step(pipelined = true) Order create(Cart cart) { return null; }
          @Compensate("create") void cancel(Order order) {}
          @Step(pipelined = true) Payment pay(Order order) { return null; }
          @Compensate("pay") void refund(Outcome<Payment> payment) {}
          @Step Shipment book(Payment payment) { return null; }
          @Compensate("book") void unbook(
              Outcome<Shipment> shipment,
              Order order) {} // error: SKALD097
        }
        """);
  }

  @Test
  void whatIsDurableWhenTheStepIsCalledMayBeTaken() {
    Fixture.compiles(
        """
        @Saga @Timeout("3s")
        class Sell {
          @Step Order create(Cart cart) { return null; }
          @Compensate("create") void cancel(Order order) {}
          @Step(pipelined = true) Payment pay(Order order) { return null; }
          @Compensate("pay") void refund(Payment payment) {}
          @Step Shipment book(Order order, Payment payment) { return null; }
          @Compensate("book") void unbook(Order order, Outcome<Shipment> shipment) {}
        }
        """);
  }

  @Test
  void whatIsCalledInAnotherWay() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class Sell {
          @Step(atMostOnce = true,
              pipelined = true) // error: SKALD097
          Order create(Cart cart) { return null; }
          @Compensate("create") void cancel(Outcome<Order> order) {}
          @Pivot @Step(
              pipelined = true) // error: SKALD097
          Payment pay(Order order) { return null; }
          @Step(readOnly = true) void look(Payment payment) {}
        }
        """);
  }

  @Test
  void aRecordThatAllWaitFor() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class Sell {
          @Step(
              pipelined = true) // error: SKALD097
          Order create(Cart cart) { return null; }
          @Compensate("create") void cancel(Order order) {}
          @Step(delay = "1h") Payment pay(Order order) { return null; }
          @Compensate("pay") void refund(Payment payment) {}
          @Pivot @Step Shipment book(Order order, Payment payment) { return null; }
        }
        """);
  }

  @Test
  void aRecordThatIsDurableWhenTheNextIsCalled() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class Sell {
          @Step(
              pipelined = true) // error: SKALD097
          Order create(Cart cart) { return null; }
          @Compensate("create") void cancel(Order order) {}
          @Step(atMostOnce = true) Payment pay(Order order) { return null; }
          @Compensate("pay") void refund(Outcome<Payment> payment) {}
          @Step Shipment book(Order order, Payment payment) { return null; }
          @Compensate("book") void unbook(Shipment shipment) {}
        }
        """);
  }
}
