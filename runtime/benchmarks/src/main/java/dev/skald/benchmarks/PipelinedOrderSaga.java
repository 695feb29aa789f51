package dev.skald.benchmarks;

import dev.skald.Compensate;
import dev.skald.From;
import dev.skald.Outcome;
import dev.skald.Saga;
import dev.skald.Step;
import dev.skald.Timeout;

/**
 * {@link OrderSaga} with steps that do not wait for the records of those before them. What ran
 * ahead of a record that was lost is undone by its key; no record is lost here.
 */
@Saga
@Timeout("30s")
class PipelinedOrderSaga {

  private final Services services;

  PipelinedOrderSaga(Services services) {
    this.services = services;
  }

  @Step(pipelined = true)
  Order createOrder(NewOrder order) {
    return services.create(order);
  }

  @Compensate("createOrder")
  void cancelOrder(@From("createOrder") Order created) {
    services.cancel(created);
  }

  @Step(pipelined = true)
  Order reserveStock(@From("createOrder") Order created) {
    return services.reserve(created);
  }

  @Compensate("reserveStock")
  void releaseStock(Outcome<Order> reserved) {
    services.release(known(reserved));
  }

  @Step
  Order chargePayment(@From("reserveStock") Order reserved) {
    return services.charge(reserved);
  }

  @Compensate("chargePayment")
  void refundPayment(Outcome<Order> charged) {
    services.refund(known(charged));
  }

  @Step
  Order ship(@From("chargePayment") Order charged) throws ShipRejected {
    return services.ship(charged);
  }

  private static Order known(Outcome<Order> outcome) {
    if (outcome instanceof Outcome.Succeeded<Order> succeeded) {
      return succeeded.value();
    }
    throw new IllegalStateException("No owner was lost, and yet it is unknown: " + outcome);
  }
}
