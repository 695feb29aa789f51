package dev.skald.samples.order.shop;

import dev.skald.StepContext;

/** The payment service. */
public interface Payments {

  /**
   * Takes money from the card of an order; once, however often it is called with one idempotency
   * key.
   *
   * @param order the order
   * @param amount how much
   * @param step gives the idempotency key
   * @return the payment
   * @throws CardDeclined if the card was declined; no money was taken
   */
  Payment charge(Order order, Money amount, StepContext step) throws CardDeclined;
}
