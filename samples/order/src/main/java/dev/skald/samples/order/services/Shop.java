package dev.skald.samples.order.services;

import dev.skald.samples.order.services.Operation.Ask;
import dev.skald.samples.order.services.Operation.Do;
import dev.skald.samples.order.services.Operation.Undo;
import dev.skald.samples.order.shop.Cart;
import dev.skald.samples.order.shop.Item;
import dev.skald.samples.order.shop.Money;
import dev.skald.samples.order.shop.Order;
import dev.skald.samples.order.shop.Payment;
import dev.skald.samples.order.shop.Quote;
import dev.skald.samples.order.shop.Reservation;
import dev.skald.samples.order.shop.Shipment;
import dev.skald.samples.order.wire.ChargeRequest;
import dev.skald.samples.order.wire.Json;
import dev.skald.samples.order.wire.ServiceAddresses;
import dev.skald.samples.order.wire.ShipRequest;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * The four services of the shop: what each of them trades in. How they keep books, honour
 * idempotency keys and misbehave is the same for all, see {@link Service}.
 */
public final class Shop implements Closeable {

  /** What the stock service sells. */
  private static final Map<String, Article> ARTICLES =
      Map.of(
          "harp", new Article(new Money(289_00), 10),
          "mead horn", new Article(new Money(24_50), 50),
          "book of sagas", new Article(new Money(39_90), 20));

  private record Article(Money price, int pieces) {}

  private final Service orders;
  private final Service stock;
  private final Service payments;
  private final Service carrier;

  private Shop(Service orders, Service stock, Service payments, Service carrier) {
    this.orders = orders;
    this.stock = stock;
    this.payments = payments;
    this.carrier = carrier;
  }

  /**
   * Starts all services, each on a free port of the loopback address.
   *
   * @param folder where their databases are, and will be
   * @return the services
   * @throws IOException if one cannot be started
   */
  public static Shop open(Path folder) throws IOException {
    return new Shop(
        Service.start(
            "orders", folder, new Do("createOrder", Shop::create), new Undo("cancelOrder")),
        Service.start(
            "stock", folder, new Do("reserveStock", Shop::reserve), new Undo("releaseStock")),
        Service.start(
            "payments", folder, new Do("chargePayment", Shop::charge), new Undo("refundPayment")),
        Service.start(
            "carrier", folder, new Ask("quoteShipping", Shop::quote), new Do("ship", Shop::ship)));
  }

  /**
   * Where the services are.
   *
   * @return their addresses
   */
  public ServiceAddresses addresses() {
    return new ServiceAddresses(
        orders.address(), stock.address(), payments.address(), carrier.address());
  }

  private static Order create(JsonNode body, Ledger books) throws DeclinedException, SQLException {
    Cart cart = Json.read(body, Cart.class);
    if (cart.items().isEmpty()) {
      throw new DeclinedException("the cart is empty");
    }
    return new Order(books.number("O-"), cart.customer(), cart.card(), cart.city(), cart.items());
  }

  private static Reservation reserve(JsonNode body, Ledger books)
      throws DeclinedException, SQLException {
    Order order = Json.read(body, Order.class);
    Money total = Money.ZERO;
    for (Item item : order.items()) {
      Article article = ARTICLES.get(item.article());
      if (article == null) {
        throw new DeclinedException("no such article: " + item.article());
      }
      if (reserved(item.article(), books) + item.quantity() > article.pieces()) {
        throw new DeclinedException("not enough left: " + item.article());
      }
      total = total.plus(new Money(article.price().cents() * item.quantity()));
    }
    return new Reservation(books.number("R-"), order.id(), order.items(), total);
  }

  private static int reserved(String article, Ledger books) throws SQLException {
    return books.standing().stream()
        .flatMap(entry -> Json.read(entry.answer(), Reservation.class).items().stream())
        .filter(item -> item.article().equals(article))
        .mapToInt(Item::quantity)
        .sum();
  }

  private static Payment charge(JsonNode body, Ledger books) throws SQLException {
    ChargeRequest request = Json.read(body, ChargeRequest.class);
    return new Payment(books.number("P-"), request.orderId(), request.amount());
  }

  private static Quote quote(JsonNode body, Ledger books) {
    Order order = Json.read(body, Order.class);
    int pieces = order.items().stream().mapToInt(Item::quantity).sum();
    return new Quote("standard", new Money(3_90 + 1_00 * pieces));
  }

  private static Shipment ship(JsonNode body, Ledger books) throws SQLException {
    ShipRequest request = Json.read(body, ShipRequest.class);
    return new Shipment(books.number("S-"), request.orderId());
  }

  @Override
  public void close() throws IOException {
    orders.close();
    stock.close();
    payments.close();
    carrier.close();
  }
}
