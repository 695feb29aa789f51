package dev.skald.samples.order.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.inject.Guice;
import com.google.inject.Injector;
import dev.skald.RetryLaterException;
import dev.skald.samples.order.services.Shop;
import dev.skald.samples.order.services.TestHttp;
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
import dev.skald.samples.order.wire.Entry;
import dev.skald.samples.order.wire.Entry.Event;
import dev.skald.samples.order.wire.Fault;
import dev.skald.samples.order.wire.Fault.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The clients against the real services: what a saga is told of each way a call can go. */
class ClientsTest {

  private static final Cart CART =
      new Cart("Egill", "card", "Borg", List.of(new Item("mead horn", 2)));
  private static final Order ORDER = new Order("O-1", "Egill", "card", "Borg", CART.items());
  private static final TestStep CHARGE = new TestStep("chargePayment", "k-charge");

  @TempDir private Path folder;
  private final TestHttp http = new TestHttp();
  private Shop shop;
  private Injector injector;

  @BeforeEach
  void open() throws IOException {
    shop = Shop.open(folder);
    injector = Guice.createInjector(new ShopModule(shop.addresses()));
  }

  @AfterEach
  void close() throws IOException {
    shop.close();
  }

  @Test
  void callsCarryTheirKeyTheRunAndTheEpoch() throws Exception {
    Order order = orders().create(CART, new TestStep("createOrder", "k-create"));

    assertThat(order.items()).isEqualTo(CART.items());
    Entry entry = http.books(shop.addresses().orders()).get(0);
    assertThat(entry.key()).isEqualTo("k-create");
    assertThat(entry.run()).isEqualTo("order-1");
    assertThat(entry.epoch()).isEqualTo(1);
  }

  @Test
  void goodsMoneyAndParcelGoTheirWay() throws Exception {
    Reservation reservation = stock().reserve(ORDER, new TestStep("reserveStock", "k-reserve"));
    Quote quote = carrier().quote(ORDER, new TestStep("quoteShipping", "k-quote"));
    Payment payment = payments().charge(ORDER, reservation.total().plus(quote.price()), CHARGE);
    Shipment shipment = carrier().ship(ORDER, quote, payment.id(), new TestStep("ship", "k-ship"));

    assertThat(payment.amount()).isEqualTo(new Money(2 * 24_50 + 3_90 + 2_00));
    assertThat(shipment.orderId()).isEqualTo("O-1");
  }

  @Test
  void undosAreHeardAndMayBeRepeated() throws Exception {
    Order order = orders().create(CART, new TestStep("createOrder", "k-create"));
    Reservation reservation = stock().reserve(order, new TestStep("reserveStock", "k-reserve"));

    stock().release(reservation.id());
    stock().release(reservation.id());
    orders().cancel("k-create");
    orders().cancel("never-made");

    assertThat(http.books(shop.addresses().stock()))
        .filteredOn(e -> e.event() == Event.UNDONE)
        .hasSize(1);
    assertThat(http.books(shop.addresses().orders()))
        .extracting(Entry::event)
        .contains(Event.UNDONE, Event.TOMBSTONE);
  }

  @Test
  void aDefiniteNoIsACheckedException() throws Exception {
    Cart empty = new Cart("Egill", "card", "Borg", List.of());
    Order tooMuch = new Order("O-1", "Egill", "card", "Borg", List.of(new Item("harp", 1_000)));
    http.tell(shop.addresses().payments(), Fault.decline("chargePayment", "stolen card"));

    assertThatExceptionOfType(InvalidCart.class)
        .isThrownBy(() -> orders().create(empty, new TestStep("createOrder", "k1")))
        .withMessage("the cart is empty");
    assertThatExceptionOfType(OutOfStock.class)
        .isThrownBy(() -> stock().reserve(tooMuch, new TestStep("reserveStock", "k2")))
        .withMessage("not enough left: harp");
    assertThatExceptionOfType(CardDeclined.class)
        .isThrownBy(() -> payments().charge(ORDER, new Money(1), CHARGE))
        .withMessage("stolen card");
  }

  @Test
  void aLostReplyIsUnknownAndTheSameKeyResolvesIt() throws Exception {
    http.tell(shop.addresses().payments(), Fault.of("chargePayment", Kind.LOSE_REPLY, 1));

    assertThatExceptionOfType(UnknownOutcomeException.class)
        .isThrownBy(() -> payments().charge(ORDER, new Money(1), CHARGE))
        .withMessageContaining("no answer from");
    assertThat(payments().charge(ORDER, new Money(1), CHARGE).id()).isEqualTo("P-1");
  }

  @Test
  void anUnavailableServiceIsAskedAgainWhenItSays() throws Exception {
    http.tell(shop.addresses().payments(), Fault.of("chargePayment", Kind.UNAVAILABLE, 1));

    assertThatExceptionOfType(RetryLaterException.class)
        .isThrownBy(() -> payments().charge(ORDER, new Money(1), CHARGE))
        .satisfies(e -> assertThat(e.delay()).isEqualTo(Duration.ofSeconds(1)));
  }

  @Test
  void aRefusalAndAFailedUndoAreUnknown() throws Exception {
    orders().cancel("k-create");
    http.tell(shop.addresses().stock(), Fault.of("releaseStock", Kind.UNAVAILABLE, 1));

    assertThatExceptionOfType(UnknownOutcomeException.class)
        .isThrownBy(() -> orders().create(CART, new TestStep("createOrder", "k-create")))
        .withMessageContaining("409");
    assertThatExceptionOfType(UnknownOutcomeException.class)
        .isThrownBy(() -> stock().release("R-1"))
        .withMessageContaining("503");
  }

  @Test
  void aServiceThatIsGoneIsUnknown() throws Exception {
    shop.close();

    assertThatExceptionOfType(UnknownOutcomeException.class)
        .isThrownBy(() -> carrier().quote(ORDER, new TestStep("quoteShipping", "k-quote")));
  }

  @Test
  void anInterruptEndsTheCallAndStaysSet() throws Exception {
    http.tell(shop.addresses().payments(), Fault.of("chargePayment", Kind.HANG, 1));
    CompletableFuture<Boolean> flag = new CompletableFuture<>();
    Thread caller =
        new Thread(
            () -> {
              assertThatExceptionOfType(UnknownOutcomeException.class)
                  .isThrownBy(() -> payments().charge(ORDER, new Money(1), CHARGE))
                  .withMessageContaining("interrupted");
              flag.complete(Thread.currentThread().isInterrupted());
            });
    caller.setUncaughtExceptionHandler((thread, e) -> flag.completeExceptionally(e));

    caller.start();
    while (http.books(shop.addresses().payments()).size() < 2) {
      Thread.onSpinWait();
    }
    caller.interrupt();

    assertThat(flag).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(true);
  }

  private Orders orders() {
    return injector.getInstance(Orders.class);
  }

  private Stock stock() {
    return injector.getInstance(Stock.class);
  }

  private Payments payments() {
    return injector.getInstance(Payments.class);
  }

  private Carrier carrier() {
    return injector.getInstance(Carrier.class);
  }
}
