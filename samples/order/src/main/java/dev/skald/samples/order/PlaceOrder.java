package dev.skald.samples.order;

import dev.skald.Compensate;
import dev.skald.Outcome;
import dev.skald.Parallel;
import dev.skald.Pivot;
import dev.skald.Retry;
import dev.skald.Returns;
import dev.skald.Saga;
import dev.skald.Step;
import dev.skald.StepContext;
import dev.skald.Timeout;
import dev.skald.samples.order.shop.CardDeclined;
import dev.skald.samples.order.shop.Carrier;
import dev.skald.samples.order.shop.Cart;
import dev.skald.samples.order.shop.InvalidCart;
import dev.skald.samples.order.shop.Order;
import dev.skald.samples.order.shop.OrderPlaced;
import dev.skald.samples.order.shop.Orders;
import dev.skald.samples.order.shop.OutOfStock;
import dev.skald.samples.order.shop.Payment;
import dev.skald.samples.order.shop.Payments;
import dev.skald.samples.order.shop.Quote;
import dev.skald.samples.order.shop.Reservation;
import dev.skald.samples.order.shop.Shipment;
import dev.skald.samples.order.shop.Stock;
import jakarta.inject.Inject;

/**
 * Places an order: four services, either all done or all undone.
 *
 * <p>The parameters give the order of the steps: {@code reserveStock} and {@code quoteShipping}
 * both take the {@code Order}, so they run side by side after {@code createOrder}; {@code
 * chargePayment} takes what both return. A declined card undoes what was done before it. Once the
 * card is charged there is no way back: {@code ship} is tried until it succeeds.
 */
@Saga(name = "place-order", deadline = "2h")
@Timeout("3s")
public class PlaceOrder {

  private final Orders orders;
  private final Stock stock;
  private final Payments payments;
  private final Carrier carrier;

  @Inject
  PlaceOrder(Orders orders, Stock stock, Payments payments, Carrier carrier) {
    this.orders = orders;
    this.stock = stock;
    this.payments = payments;
    this.carrier = carrier;
  }

  @Step
  Order createOrder(Cart cart, StepContext step) throws InvalidCart {
    return orders.create(cart, step);
  }

  /** Names the order by the key it was made with: works when nobody knows if it was made, too. */
  @Compensate("createOrder")
  void cancelOrder(Outcome<Order> order) {
    orders.cancel(order.key());
  }

  @Step
  @Parallel
  Reservation reserveStock(Order order, StepContext step) throws OutOfStock {
    return stock.reserve(order, step);
  }

  @Compensate("reserveStock")
  void releaseStock(Reservation reservation) {
    stock.release(reservation.id());
  }

  @Step(readOnly = true)
  @Parallel
  Quote quoteShipping(Order order, StepContext step) {
    return carrier.quote(order, step);
  }

  /** The point of no return. If five attempts leave it unknown, a person has to find out. */
  @Step
  @Pivot
  @Retry(maxAttempts = 5, delay = "200ms")
  Payment chargePayment(Order order, Reservation reservation, Quote quote, StepContext step)
      throws CardDeclined {
    return payments.charge(order, reservation.total().plus(quote.price()), step);
  }

  @Step
  Shipment ship(Order order, Payment payment, Quote quote, StepContext step) {
    return carrier.ship(order, quote, payment.id(), step);
  }

  @Returns
  OrderPlaced placed(Order order, Payment payment, Shipment shipment) {
    return new OrderPlaced(order.id(), payment.amount(), shipment.id());
  }
}
