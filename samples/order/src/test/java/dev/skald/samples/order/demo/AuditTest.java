package dev.skald.samples.order.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.runtime.RunState;
import dev.skald.samples.order.shop.Money;
import dev.skald.samples.order.shop.Order;
import dev.skald.samples.order.shop.Payment;
import dev.skald.samples.order.shop.Reservation;
import dev.skald.samples.order.shop.Shipment;
import dev.skald.samples.order.wire.Entry;
import dev.skald.samples.order.wire.Entry.Event;
import dev.skald.samples.order.wire.Json;
import dev.skald.samples.order.worker.RunReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.NullNode;

/** The check that decides the demo's exit code must see each way in which books can be wrong. */
class AuditTest {

  private final List<Entry> orders = new ArrayList<>();
  private final List<Entry> stock = new ArrayList<>();
  private final List<Entry> payments = new ArrayList<>();
  private final List<Entry> carrier = new ArrayList<>();
  private final List<RunReport> runs = new ArrayList<>();

  /** One order that went through, and one that was turned back. */
  @BeforeEach
  void balancedBooks() {
    order("run-1", "k1", "O-1");
    reservation("k2", "R-1", "O-1");
    payment("k3", "P-1", "O-1");
    shipment("k4", "S-1", "O-1");
    run("run-1", RunState.COMPLETED);

    order("run-2", "k5", "O-2");
    reservation("k6", "R-2", "O-2");
    undo(stock, "releaseStock", "k6");
    undo(orders, "cancelOrder", "k5");
    run("run-2", RunState.COMPENSATED);
  }

  @Test
  void balancedBooksBalance() {
    assertThat(audit().problems()).isEmpty();
    assertThat(audit().balances()).isTrue();
    assertThat(audit().doubleEffects()).isZero();
  }

  @Test
  void aSecondChargeWithAnotherKeyIsSeen() {
    payment("k9", "P-2", "O-1");

    assertThat(audit().doubleEffects()).isEqualTo(1);
    assertThat(audit().problems())
        .contains("effects that took place twice: 1")
        .contains("order O-1 stands, but chargePayment took effect 2 times");
  }

  @Test
  void aSecondEffectWithTheSameKeyIsSeen() {
    shipment("k4", "S-2", "O-1");

    assertThat(audit().doubleEffects()).isEqualTo(1);
    assertThat(audit().balances()).isFalse();
  }

  @Test
  void aSecondEffectIsSeenEvenIfItWasUndone() {
    payment("k9", "P-2", "O-1");
    undo(payments, "refundPayment", "k9");

    assertThat(audit().problems()).containsExactly("effects that took place twice: 1");
  }

  @Test
  void aSecondOrderOfOneRunIsSeen() {
    order("run-2", "k9", "O-3");
    undo(orders, "cancelOrder", "k9");

    assertThat(audit().problems()).containsExactly("effects that took place twice: 1");
  }

  @Test
  void anOrderWithoutParcelIsSeen() {
    carrier.clear();

    assertThat(audit().problems())
        .containsExactly("order O-1 stands, but ship took effect 0 times");
  }

  @Test
  void anOrderWithoutGoodsIsSeen() {
    undo(stock, "releaseStock", "k2");

    assertThat(audit().problems())
        .containsExactly("order O-1 stands, but reserveStock took effect 0 times");
  }

  @Test
  void goodsThatWereNotReleasedAreSeen() {
    stock.removeIf(e -> e.event() == Event.UNDONE);

    assertThat(audit().problems())
        .containsExactly("order O-2 is cancelled, but reserveStock was not undone");
  }

  @Test
  void anOrderThatWasNotCancelledIsSeen() {
    orders.removeIf(e -> e.event() == Event.UNDONE);

    assertThat(audit().problems())
        .contains("run run-2 is COMPENSATED, but its order stands")
        .contains("1 runs completed, but 2 orders stand");
  }

  @Test
  void aChargeForNoOrderIsSeen() {
    payment("k9", "P-2", "O-9");

    assertThat(audit().problems())
        .containsExactly("chargePayment took effect for O-9, which is no order");
  }

  @Test
  void aRunThatIsNotAtItsEndIsSeen() {
    run("run-3", RunState.STUCK);

    assertThat(audit().problems()).containsExactly("run run-3 is not at its end: STUCK");
  }

  @Test
  void aCompletedRunWithoutOrderIsSeen() {
    run("run-3", RunState.COMPLETED);

    assertThat(audit().problems())
        .contains("run run-3 is COMPLETED, but its order does not stand")
        .contains("2 runs completed, but 1 orders stand");
  }

  @Test
  void emptyBooksProveNothing() {
    Audit audit = Audit.of(new Books(List.of(), List.of(), List.of(), List.of()), List.of());

    assertThat(audit.problems()).containsExactly("no order was placed");
  }

  private Audit audit() {
    return Audit.of(new Books(orders, stock, payments, carrier), runs);
  }

  private void order(String run, String key, String id) {
    effect(orders, run, "createOrder", key, new Order(id, "Egill", "card", "Borg", List.of()));
  }

  private void reservation(String key, String id, String order) {
    Reservation reservation = new Reservation(id, order, List.of(), Money.ZERO);
    effect(stock, "", "reserveStock", key, reservation);
  }

  private void payment(String key, String id, String order) {
    effect(payments, "", "chargePayment", key, new Payment(id, order, Money.ZERO));
  }

  private void shipment(String key, String id, String order) {
    effect(carrier, "", "ship", key, new Shipment(id, order));
  }

  private static void effect(
      List<Entry> service, String run, String operation, String key, Object answer) {
    service.add(
        new Entry(Instant.EPOCH, Event.EFFECT, operation, key, run, 1, "", Json.tree(answer)));
  }

  private static void undo(List<Entry> service, String operation, String key) {
    NullNode none = NullNode.getInstance();
    service.add(new Entry(Instant.EPOCH, Event.UNDONE, operation, key, "", 1, "", none));
  }

  private void run(String key, RunState state) {
    runs.add(new RunReport(key, state, Instant.EPOCH, List.of(), "", Optional.empty()));
  }
}
