package dev.skald.proof;

import dev.skald.Compensate;
import dev.skald.From;
import dev.skald.Outcome;
import dev.skald.Parallel;
import dev.skald.Pivot;
import dev.skald.Retry;
import dev.skald.Returns;
import dev.skald.Saga;
import dev.skald.Step;
import dev.skald.StepContext;
import dev.skald.Timeout;

/**
 * The shape of an order: one step, two side by side, the point of no return, one step behind it.
 * Undos of each kind: with the outcome, with the result, with neither.
 */
@Saga(name = "shop", deadline = "1h")
@Retry(maxAttempts = 8, delay = "10ms", maxDelay = "100ms")
@Timeout("60s")
class Shop {

  private final Services services;

  Shop(Services services) {
    this.services = services;
  }

  @Step
  Receipt createOrder(Job job, StepContext step) throws Declined {
    return services.call(step);
  }

  @Compensate("createOrder")
  void cancelOrder(Outcome<Receipt> order, StepContext step) {
    services.undo(step, order.key());
  }

  @Step
  @Parallel
  Receipt reserveStock(@From("createOrder") Receipt order, StepContext step) throws Declined {
    return services.call(step, order);
  }

  @Compensate("reserveStock")
  void releaseStock(@From("reserveStock") Receipt reservation, StepContext step) {
    services.undo(step, reservation.key());
  }

  @Step
  @Parallel
  Receipt bookCarrier(@From("createOrder") Receipt order, StepContext step) throws Declined {
    return services.call(step, order);
  }

  @Compensate("bookCarrier")
  void cancelCarrier(@From("createOrder") Receipt order, StepContext step) {
    services.undo(step, Services.stepKey(step));
  }

  @Step
  @Pivot
  @Retry(maxAttempts = Retry.UNLIMITED, delay = "10ms", maxDelay = "100ms")
  Receipt chargePayment(
      @From("reserveStock") Receipt stock, @From("bookCarrier") Receipt carrier, StepContext step)
      throws Declined {
    return services.call(step, stock, carrier);
  }

  @Step
  Receipt ship(@From("chargePayment") Receipt payment, StepContext step) {
    return services.callForSure(step, payment);
  }

  @Returns
  String placed(@From("createOrder") Receipt order, @From("ship") Receipt shipment) {
    return order.number() + "-" + shipment.number();
  }
}
