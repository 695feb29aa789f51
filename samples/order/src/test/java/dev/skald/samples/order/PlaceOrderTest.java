package dev.skald.samples.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.runtime.SagaHandle;
import dev.skald.runtime.SagaOutcome;
import dev.skald.samples.order.PlaceOrderOrchestrator.Steps;
import dev.skald.samples.order.shop.CardDeclined;
import dev.skald.samples.order.shop.Carrier;
import dev.skald.samples.order.shop.Cart;
import dev.skald.samples.order.shop.Item;
import dev.skald.samples.order.shop.OrderPlaced;
import dev.skald.samples.order.shop.Payments;
import dev.skald.testkit.JournalReplay;
import dev.skald.testkit.RecordedJournal;
import dev.skald.testkit.SagaFaults;
import dev.skald.testkit.Script;
import dev.skald.testkit.ServiceCall;
import dev.skald.testkit.TestSkald;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The saga with services in memory, as somebody who writes one would test it. */
class PlaceOrderTest {

  private static final Cart CART =
      new Cart("ada", "card-1", "Oslo", List.of(new Item("book", 2), new Item("lamp", 1)));
  private static final Duration LONG = Duration.ofDays(1);
  private static final Path JOURNALS = Path.of("src/test/resources/journals");

  @RegisterExtension final TestSkald skald = TestSkald.create();

  private final MemoryShop shop = new MemoryShop();
  private final Script<Payments> payments = skald.script(Payments.class, shop);
  private final Script<Carrier> carrier = skald.script(Carrier.class, shop);
  private final PlaceOrderOrchestrator placeOrder =
      new PlaceOrderOrchestrator(
          skald.engine(), new PlaceOrder(shop, shop, payments.client(), carrier.client()));

  @Test
  void anOrderGoesThrough() {
    SagaHandle<OrderPlaced> run = placeOrder.start("order-1", CART);

    assertThat(run.await(LONG)).isInstanceOf(SagaOutcome.Completed.class);
    skald.assertThat(run).isCompleted().called(Steps.CHARGE_PAYMENT, 1);
  }

  @Test
  void aDeclinedCardLeavesNothing() {
    var before = shop.standing();
    payments.next(p -> p.charge(null, null, null)).fails(new CardDeclined("insufficient funds"));

    SagaHandle<OrderPlaced> run = placeOrder.start("order-1", CART);
    run.await(LONG);

    skald
        .assertThat(run)
        .isCompensated()
        .because("insufficient funds")
        .undid(Steps.RESERVE_STOCK, Steps.CREATE_ORDER)
        .neverCalled(Steps.SHIP);
    assertThat(shop.standing()).isEqualTo(before);
  }

  @Test
  void aLostReplyChargesTheCardOnce() {
    payments.next(p -> p.charge(null, null, null)).losesReply();

    SagaHandle<OrderPlaced> run = placeOrder.start("order-1", CART);
    run.await(LONG);

    skald.assertThat(run).isCompleted().called(Steps.CHARGE_PAYMENT, 2);
    assertThat(payments.calls("charge"))
        .extracting(ServiceCall::idempotencyKey)
        .hasSize(2)
        .containsOnly(payments.calls("charge").get(0).idempotencyKey());
    assertThat(shop.payments()).hasSize(1);
  }

  @Test
  void aPaymentServiceThatNeverAnswersLeavesTheOrderToAPerson() {
    payments.on(p -> p.charge(null, null, null)).hangs();

    SagaHandle<OrderPlaced> run = placeOrder.start("order-1", CART);
    run.await(LONG);

    skald.assertThat(run).isStuckAt(Steps.CHARGE_PAYMENT).called(Steps.CHARGE_PAYMENT, 5);

    payments.on(p -> p.charge(null, null, null)).worksAsEver();
    placeOrder.operate("order-1", "ada").retry("the service is up again");
    run.await(LONG);
    skald.assertThat(run).isCompleted();
  }

  @Test
  void aCarrierThatIsDownForAnHourIsWaitedFor() {
    carrier.on(c -> c.ship(null, null, null, null)).fails(new IllegalStateException("down"));
    SagaHandle<OrderPlaced> run = placeOrder.start("order-1", CART);

    skald.advance(Duration.ofHours(1));
    carrier.on(c -> c.ship(null, null, null, null)).worksAsEver();
    run.await(LONG);

    skald.assertThat(run).isCompleted();
  }

  @TestFactory
  Stream<DynamicNode> everyFault() {
    return SagaFaults.every(
            MemoryShop::new,
            (engine, services) ->
                new PlaceOrderOrchestrator(
                    engine, new PlaceOrder(services, services, services, services)))
        .standing(MemoryShop::standing)
        .scenario("two books and a lamp", CART)
        .scenario("a card that is declined", new Cart("bob", "declined", "Bergen", CART.items()))
        .tests();
  }

  /** Journals of former days: each order that was under way then goes on with the code of today. */
  @TestFactory
  Stream<DynamicNode> whatWasBegunGoesOn() {
    return JournalReplay.every(
            JOURNALS,
            MemoryShop::new,
            (engine, services) ->
                new PlaceOrderOrchestrator(
                    engine, new PlaceOrder(services, services, services, services)))
        .tests();
  }

  @Test
  void journalsThatAreMissingAreRecorded() {
    payments.next(p -> p.charge(null, null, null)).losesReply();
    keep("order-1", CART, "an-order.journal");
    keep("order-2", new Cart("bob", "declined", "Bergen", CART.items()), "a-declined-card.journal");
  }

  private void keep(String key, Cart cart, String file) {
    SagaHandle<OrderPlaced> run = placeOrder.start(key, cart);
    run.await(LONG);
    skald.journalOf(run).keepAt(JOURNALS.resolve(file));
    // What is there stays, however the saga changes: see above.
    assertThat(RecordedJournal.read(JOURNALS.resolve(file)).text()).contains("place-order");
  }
}
