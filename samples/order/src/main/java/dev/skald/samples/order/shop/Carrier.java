package dev.skald.samples.order.shop;

import dev.skald.StepContext;

/** The carrier's service. */
public interface Carrier {

  /**
   * Asks what a delivery costs; changes nothing.
   *
   * @param order the order
   * @param step names the run in the carrier's books
   * @return the offer
   */
  Quote quote(Order order, StepContext step);

  /**
   * Sends the parcel; once, however often it is called with one idempotency key.
   *
   * @param order the order
   * @param quote the offer that was taken
   * @param paymentId the payment, for the invoice in the parcel
   * @param step gives the idempotency key
   * @return the shipment
   */
  Shipment ship(Order order, Quote quote, String paymentId, StepContext step);
}
