package dev.skald.samples.order.clients;

import dev.skald.StepContext;
import dev.skald.samples.order.shop.Carrier;
import dev.skald.samples.order.shop.Order;
import dev.skald.samples.order.shop.Quote;
import dev.skald.samples.order.shop.Shipment;
import dev.skald.samples.order.wire.ShipRequest;

/** Calls the carrier's service. */
record HttpCarrier(ServiceCaller service) implements Carrier {

  @Override
  public Quote quote(Order order, StepContext step) {
    return service.call("quoteShipping", order, step, Quote.class);
  }

  @Override
  public Shipment ship(Order order, Quote quote, String paymentId, StepContext step) {
    ShipRequest request = new ShipRequest(order.id(), order.city(), quote.service(), paymentId);
    return service.call("ship", request, step, Shipment.class);
  }
}
