package dev.skald.samples.order.clients;

import dev.skald.StepContext;
import dev.skald.samples.order.shop.Cart;
import dev.skald.samples.order.shop.InvalidCart;
import dev.skald.samples.order.shop.Order;
import dev.skald.samples.order.shop.Orders;

/** Calls the order service. */
record HttpOrders(ServiceCaller service) implements Orders {

  @Override
  public Order create(Cart cart, StepContext step) throws InvalidCart {
    return service.call("createOrder", cart, step, Order.class, InvalidCart::new);
  }

  @Override
  public void cancel(String key) {
    service.undo("cancelOrder", key);
  }
}
