package dev.skald.samples.order.clients;

import dev.skald.StepContext;
import dev.skald.samples.order.shop.CardDeclined;
import dev.skald.samples.order.shop.Money;
import dev.skald.samples.order.shop.Order;
import dev.skald.samples.order.shop.Payment;
import dev.skald.samples.order.shop.Payments;
import dev.skald.samples.order.wire.ChargeRequest;

/** Calls the payment service. */
record HttpPayments(ServiceCaller service) implements Payments {

  @Override
  public Payment charge(Order order, Money amount, StepContext step) throws CardDeclined {
    ChargeRequest request = new ChargeRequest(order.id(), order.card(), amount);
    return service.call("chargePayment", request, step, Payment.class, CardDeclined::new);
  }
}
