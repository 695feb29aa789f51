package dev.skald.samples.order;

import dev.skald.StepContext;
import dev.skald.samples.order.shop.CardDeclined;
import dev.skald.samples.order.shop.Carrier;
import dev.skald.samples.order.shop.Cart;
import dev.skald.samples.order.shop.InvalidCart;
import dev.skald.samples.order.shop.Item;
import dev.skald.samples.order.shop.Money;
import dev.skald.samples.order.shop.Order;
import dev.skald.samples.order.shop.Orders;
import dev.skald.samples.order.shop.OutOfStock;
import dev.skald.samples.order.shop.Payment;
import dev.skald.samples.order.shop.Payments;
import dev.skald.samples.order.shop.Quote;
import dev.skald.samples.order.shop.Reservation;
import dev.skald.samples.order.shop.Shipment;
import dev.skald.samples.order.shop.Stock;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The four services in memory: each call takes effect once for each key. */
class MemoryShop implements Orders, Stock, Payments, Carrier {

  private static final Money PRICE = new Money(1_500);

  private final Map<String, Order> orders = new LinkedHashMap<>();
  private final Map<String, Reservation> reservations = new LinkedHashMap<>();
  private final Map<String, Payment> payments = new LinkedHashMap<>();
  private final Map<String, Shipment> shipments = new LinkedHashMap<>();
  private final Set<String> cancelled = new HashSet<>();
  private final Map<String, Integer> shelf = new TreeMap<>(Map.of("book", 10, "lamp", 5));

  @Override
  public synchronized Order create(Cart cart, StepContext step) throws InvalidCart {
    if (cart.items().isEmpty()) {
      throw new InvalidCart("there is nothing in it");
    }
    if (cancelled.contains(step.idempotencyKey())) {
      throw new InvalidCart("it was cancelled before");
    }
    return orders.computeIfAbsent(
        step.idempotencyKey(),
        key ->
            new Order(
                "O-" + (orders.size() + 1),
                cart.customer(),
                cart.card(),
                cart.city(),
                cart.items()));
  }

  @Override
  public synchronized void cancel(String key) {
    cancelled.add(key);
    orders.remove(key);
  }

  @Override
  public synchronized Reservation reserve(Order order, StepContext step) throws OutOfStock {
    Reservation known = reservations.get(step.idempotencyKey());
    if (known != null) {
      return known;
    }
    for (Item item : order.items()) {
      if (shelf.getOrDefault(item.article(), 0) < item.quantity()) {
        throw new OutOfStock(item.article());
      }
    }
    Money total = Money.ZERO;
    for (Item item : order.items()) {
      shelf.merge(item.article(), -item.quantity(), Integer::sum);
      total = total.plus(new Money(PRICE.cents() * item.quantity()));
    }
    String id = "R-" + (reservations.size() + 1);
    Reservation made = new Reservation(id, order.id(), order.items(), total);
    reservations.put(step.idempotencyKey(), made);
    return made;
  }

  @Override
  public synchronized void release(String reservationId) {
    for (Reservation made : reservations.values()) {
      if (made.id().equals(reservationId)) {
        made.items().forEach(item -> shelf.merge(item.article(), item.quantity(), Integer::sum));
      }
    }
    reservations.values().removeIf(made -> made.id().equals(reservationId));
  }

  @Override
  public synchronized Payment charge(Order order, Money amount, StepContext step)
      throws CardDeclined {
    if (order.card().equals("declined")) {
      throw new CardDeclined("insufficient funds");
    }
    return payments.computeIfAbsent(
        step.idempotencyKey(),
        key -> new Payment("P-" + (payments.size() + 1), order.id(), amount));
  }

  @Override
  public Quote quote(Order order, StepContext step) {
    return new Quote("standard", new Money(490));
  }

  @Override
  public synchronized Shipment ship(Order order, Quote quote, String paymentId, StepContext step) {
    return shipments.computeIfAbsent(
        step.idempotencyKey(), key -> new Shipment("S-" + (shipments.size() + 1), order.id()));
  }

  synchronized List<Payment> payments() {
    return List.copyOf(payments.values());
  }

  /** What stands: what a customer, a warehouse and a bank would see. */
  synchronized Map<String, Object> standing() {
    Map<String, Object> standing = new TreeMap<>();
    standing.put("orders", orders.size());
    standing.put("shelf", Map.copyOf(shelf));
    standing.put("payments", payments.values().stream().map(Payment::amount).toList());
    standing.put("parcels", shipments.size());
    return standing;
  }
}
