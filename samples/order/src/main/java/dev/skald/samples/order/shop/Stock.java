package dev.skald.samples.order.shop;

import dev.skald.StepContext;

/** The stock service. */
public interface Stock {

  /**
   * Keeps goods for an order; once, however often it is called with one idempotency key.
   *
   * @param order the order
   * @param step gives the idempotency key
   * @return the reservation
   * @throws OutOfStock if there are not enough; nothing was reserved
   */
  Reservation reserve(Order order, StepContext step) throws OutOfStock;

  /**
   * Gives reserved goods free again, and does nothing if they are free already.
   *
   * @param reservationId the reservation
   */
  void release(String reservationId);
}
