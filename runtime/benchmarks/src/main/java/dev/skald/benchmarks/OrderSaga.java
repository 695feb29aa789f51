package dev.skald.benchmarks;

import dev.skald.Compensate;
import dev.skald.From;
import dev.skald.Saga;
import dev.skald.Step;
import dev.skald.Timeout;

/**
 * Four steps one after the other; the last is the pivot by itself, and may reject. As the processor
 * asks of every saga, no step may hang for ever: that, too, is paid for.
 */
@Saga
@Timeout("30s")
class OrderSaga {

  private final Services services;

  OrderSaga(Services services) {
    this.services = services;
  }

  @Step
  Order createOrder(NewOrder order) {
    return services.create(order);
  }

  @Compensate("createOrder")
  void cancelOrder(@From("createOrder") Order created) {
    services.cancel(created);
  }

  @Step
  Order reserveStock(@From("createOrder") Order created) {
    return services.reserve(created);
  }

  @Compensate("reserveStock")
  void releaseStock(@From("reserveStock") Order reserved) {
    services.release(reserved);
  }

  @Step
  Order chargePayment(@From("reserveStock") Order reserved) {
    return services.charge(reserved);
  }

  @Compensate("chargePayment")
  void refundPayment(@From("chargePayment") Order charged) {
    services.refund(charged);
  }

  @Step
  Order ship(@From("chargePayment") Order charged) throws ShipRejected {
    return services.ship(charged);
  }
}
