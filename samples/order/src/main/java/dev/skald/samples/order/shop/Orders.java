package dev.skald.samples.order.shop;

import dev.skald.StepContext;

/** The order service. */
public interface Orders {

  /**
   * Makes an order; once, however often it is called with one idempotency key.
   *
   * @param cart what the customer wants
   * @param step gives the idempotency key
   * @return the order
   * @throws InvalidCart if the cart is not acceptable; no order was made
   */
  Order create(Cart cart, StepContext step) throws InvalidCart;

  /**
   * Cancels an order, and does nothing if there is none: then a late {@code create} with that key
   * is refused.
   *
   * @param key the idempotency key the order was made with
   */
  void cancel(String key);
}
