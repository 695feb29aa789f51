package dev.skald.samples.order.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skald.samples.order.shop.Cart;
import dev.skald.samples.order.shop.Item;
import dev.skald.samples.order.shop.Money;
import dev.skald.samples.order.shop.Order;
import dev.skald.samples.order.shop.Payment;
import dev.skald.samples.order.wire.ChargeRequest;
import dev.skald.samples.order.wire.Entry;
import dev.skald.samples.order.wire.Entry.Event;
import dev.skald.samples.order.wire.Fault;
import dev.skald.samples.order.wire.Fault.Kind;
import dev.skald.samples.order.wire.Json;
import dev.skald.samples.order.wire.UndoRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a service promises to sagas, over real HTTP. */
class ServiceTest {

  private static final ChargeRequest CHARGE = new ChargeRequest("O-1", "card", new Money(10_00));

  @TempDir private Path folder;
  private final TestHttp http = new TestHttp();
  private Shop shop;

  @BeforeEach
  void open() throws IOException {
    shop = Shop.open(folder);
  }

  @AfterEach
  void close() throws IOException {
    shop.close();
  }

  @Test
  void oneKeyTakesEffectOnceAndIsAnsweredTheSame() throws Exception {
    HttpResponse<String> first = charge("k1");
    HttpResponse<String> second = charge("k1");

    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(events(payments()))
        .containsExactly(Event.CALLED, Event.EFFECT, Event.ANSWERED, Event.CALLED, Event.ANSWERED);
  }

  @Test
  void callsAtTheSameMomentTakeEffectOnce() throws Exception {
    List<CompletableFuture<HttpResponse<String>>> calls =
        Stream.generate(() -> http.send(payments(), "chargePayment", CHARGE, "k1", "run-1", 1))
            .limit(20)
            .toList();

    String first = calls.get(0).get().body();
    for (CompletableFuture<HttpResponse<String>> call : calls) {
      assertThat(call.get().body()).isEqualTo(first);
    }
    assertThat(books(payments())).filteredOn(e -> e.event() == Event.EFFECT).hasSize(1);
  }

  @Test
  void anotherKeyIsAnotherEffect() throws Exception {
    charge("k1");
    charge("k2");

    assertThat(books(payments())).filteredOn(e -> e.event() == Event.EFFECT).hasSize(2);
  }

  @Test
  void aDeclineIsRememberedLikeAnEffect() throws Exception {
    http.tell(payments(), Fault.decline("chargePayment", "insufficient funds"));

    HttpResponse<String> first = charge("k1");
    HttpResponse<String> second = charge("k1");

    assertThat(first.statusCode()).isEqualTo(422);
    assertThat(first.body()).contains("insufficient funds");
    assertThat(second.statusCode()).isEqualTo(422);
    assertThat(second.body()).isEqualTo(first.body());
  }

  @Test
  void anUndoTakesEffectOnceByKeyOrById() throws Exception {
    Payment payment = Json.read(charge("k1").body(), Payment.class);

    assertThat(undo(payments(), "refundPayment", payment.id()).statusCode()).isEqualTo(200);
    assertThat(undo(payments(), "refundPayment", "k1").statusCode()).isEqualTo(200);

    assertThat(books(payments()))
        .filteredOn(e -> e.event() == Event.UNDONE)
        .singleElement()
        .satisfies(e -> assertThat(e.key()).isEqualTo("k1"))
        .satisfies(e -> assertThat(e.run()).isEqualTo("run-1"));
  }

  @Test
  void aLateCallAfterItsUndoIsRefused() throws Exception {
    charge("k1");
    undo(payments(), "refundPayment", "k1");

    assertThat(charge("k1").statusCode()).isEqualTo(409);
  }

  @Test
  void anUndoThatComesFirstLeavesATombstone() throws Exception {
    assertThat(undo(payments(), "refundPayment", "k1").statusCode()).isEqualTo(200);
    assertThat(undo(payments(), "refundPayment", "k1").statusCode()).isEqualTo(200);

    assertThat(charge("k1").statusCode()).isEqualTo(409);
    assertThat(books(payments())).filteredOn(e -> e.event() == Event.TOMBSTONE).hasSize(1);
    assertThat(books(payments())).noneMatch(e -> e.event() == Event.EFFECT);
  }

  @Test
  void anOwnerThatWasPassedOverIsRefused() throws Exception {
    http.post(payments(), "chargePayment", CHARGE, "r1:a", "run-1", 2);

    assertThat(http.post(payments(), "chargePayment", CHARGE, "r1:b", "run-1", 1).statusCode())
        .isEqualTo(409);
    assertThat(http.post(payments(), "chargePayment", CHARGE, "r2:a", "run-2", 1).statusCode())
        .isEqualTo(200);
  }

  @Test
  void aRestartKeepsEverything() throws Exception {
    HttpResponse<String> before = charge("k1");
    charge("k2");
    undo(payments(), "refundPayment", "k2");
    List<Entry> books = books(payments());
    shop.close();
    shop = Shop.open(folder);

    assertThat(books(payments())).isEqualTo(books);
    assertThat(charge("k1").body()).isEqualTo(before.body());
    assertThat(charge("k2").statusCode()).isEqualTo(409);
    shop.close();
    shop = Shop.open(folder);
    assertThat(books(payments())).hasSizeGreaterThan(books.size());
  }

  @Test
  void unavailableHasNoEffectAndSaysWhenToComeBack() throws Exception {
    http.tell(payments(), Fault.of("chargePayment", Kind.UNAVAILABLE, 2));

    HttpResponse<String> first = charge("k1");
    HttpResponse<String> second = charge("k1");
    assertThat(books(payments())).noneMatch(e -> e.event() == Event.EFFECT);
    HttpResponse<String> third = charge("k1");

    assertThat(first.statusCode()).isEqualTo(503);
    assertThat(first.headers().firstValue("Retry-After")).contains("1");
    assertThat(second.statusCode()).isEqualTo(503);
    assertThat(third.statusCode()).isEqualTo(200);
  }

  @Test
  void aLostReplyHasTakenEffect() throws Exception {
    http.tell(payments(), Fault.of("chargePayment", Kind.LOSE_REPLY, 1));

    assertThatThrownBy(() -> charge("k1")).isInstanceOf(IOException.class);
    assertThat(books(payments())).filteredOn(e -> e.event() == Event.EFFECT).hasSize(1);
    assertThat(charge("k1").statusCode()).isEqualTo(200);
    assertThat(books(payments())).filteredOn(e -> e.event() == Event.EFFECT).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"HANG", "HOLD_REPLY"})
  void aHangingCallIsNeverAnswered(Kind kind) throws Exception {
    http.tell(payments(), Fault.of("chargePayment", kind, 1));

    CompletableFuture<HttpResponse<String>> hanging =
        http.send(payments(), "chargePayment", CHARGE, "k1", "run-1", 1);
    // The next call is not held, so the service is alive; and it shows what the first one did.
    while (books(payments()).stream().noneMatch(e -> e.note().equals("reply held"))) {
      Thread.onSpinWait();
    }

    assertThat(hanging).isNotDone();
    assertThat(books(payments()).stream().anyMatch(e -> e.event() == Event.EFFECT))
        .isEqualTo(kind == Kind.HOLD_REPLY);
    shop.close();
    assertThatThrownBy(hanging::get)
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(IOException.class);
  }

  @Test
  void aSlowCallIsAnsweredInTheEnd() throws Exception {
    http.tell(payments(), Fault.slow("chargePayment", 1));

    assertThat(charge("k1").statusCode()).isEqualTo(200);
  }

  @Test
  void faultsLastUntilTheyAreCleared() throws Exception {
    http.tell(payments(), Fault.of("chargePayment", Kind.UNAVAILABLE, Fault.ALWAYS));
    assertThat(charge("k1").statusCode()).isEqualTo(503);
    assertThat(charge("k1").statusCode()).isEqualTo(503);

    http.repair(payments());

    assertThat(charge("k1").statusCode()).isEqualTo(200);
  }

  @Test
  void ordersDeclineAnEmptyCart() throws Exception {
    Cart empty = new Cart("Egill", "card", "Borg", List.of());

    HttpResponse<String> answer =
        http.post(shop.addresses().orders(), "createOrder", empty, "k1", "run-1", 1);

    assertThat(answer.statusCode()).isEqualTo(422);
  }

  @Test
  void stockSellsWhatItHasAndNoMore() throws Exception {
    assertThat(reserve("k1", 6).statusCode()).isEqualTo(200);
    assertThat(reserve("k2", 6).statusCode()).isEqualTo(422);
    undo(shop.addresses().stock(), "releaseStock", "k1");
    assertThat(reserve("k3", 6).statusCode()).isEqualTo(200);
  }

  @Test
  void whatIsNoCallIsRefused() throws Exception {
    assertThat(http.post(payments(), "chargePayment", CHARGE, "", "run-1", 1).statusCode())
        .isEqualTo(400);
    assertThat(http.post(payments(), "chargePayment", CHARGE, "k".repeat(256), "run-1", 1))
        .returns(400, HttpResponse::statusCode);
    assertThat(http.post(payments(), "chargePayment", "nonsense", "k1", "run-1", 1).statusCode())
        .isEqualTo(400);
    assertThat(http.post(payments(), "noSuchThing", CHARGE, "k1", "run-1", 1).statusCode())
        .isEqualTo(404);
    assertThat(books(payments())).noneMatch(e -> e.event() == Event.EFFECT);
  }

  private URI payments() {
    return shop.addresses().payments();
  }

  private HttpResponse<String> charge(String key) throws IOException, InterruptedException {
    return http.post(payments(), "chargePayment", CHARGE, key, "run-1", 1);
  }

  private HttpResponse<String> reserve(String key, int harps)
      throws IOException, InterruptedException {
    Order order = new Order("O-1", "Egill", "card", "Borg", List.of(new Item("harp", harps)));
    return http.post(shop.addresses().stock(), "reserveStock", order, key, "run-1", 1);
  }

  private HttpResponse<String> undo(URI service, String operation, String of)
      throws IOException, InterruptedException {
    return http.post(service, operation, new UndoRequest(of), "", "", 0);
  }

  private List<Entry> books(URI service) throws IOException, InterruptedException {
    return http.books(service);
  }

  private List<Event> events(URI service) throws IOException, InterruptedException {
    return books(service).stream().map(Entry::event).toList();
  }
}
