package dev.skald.samples.order.clients;

import dev.skald.StepContext;
import dev.skald.samples.order.shop.Order;
import dev.skald.samples.order.shop.OutOfStock;
import dev.skald.samples.order.shop.Reservation;
import dev.skald.samples.order.shop.Stock;

/** Calls the stock service. */
record HttpStock(ServiceCaller service) implements Stock {

  @Override
  public Reservation reserve(Order order, StepContext step) throws OutOfStock {
    return service.call("reserveStock", order, step, Reservation.class, OutOfStock::new);
  }

  @Override
  public void release(String reservationId) {
    service.undo("releaseStock", reservationId);
  }
}
