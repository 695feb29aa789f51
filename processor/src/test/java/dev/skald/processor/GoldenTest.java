package dev.skald.processor;

import java.util.Collection;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What is generated, as a whole, for a person to review. Each compiles under the strictest build.
 */
class GoldenTest {

  @Test
  void oneStep() {
    check(
        "oneStep",
        """
        @Saga @Timeout("3s")
        public class PlaceOrder {
          @Step Order createOrder(Cart cart) { return null; }
        }
        """);
  }

  @Test
  void placeOrder() {
    check(
        "placeOrder",
        """
        @Saga(name = "place-order", deadline = "2h")
        @Timeout("10s")
        public class PlaceOrder {
          @Step Order createOrder(Cart cart, StepContext step) throws InvalidCart { return null; }
          @Compensate("createOrder") void cancelOrder(Outcome<Order> order) {}

          @Step @Parallel Reservation reserveStock(Order order, StepContext step) throws OutOfStock {
            return null;
          }
          @Compensate("reserveStock") void releaseStock(Reservation reservation) {}

          @Step(readOnly = true) @Parallel Quote quoteShipping(Order order) { return null; }

          @Step @Pivot @Timeout("3s") @Retry(maxAttempts = 5, delay = "200ms")
          Payment chargePayment(Order order, Reservation reservation, Quote quote, StepContext step)
              throws CardDeclined {
            return null;
          }

          @Step Shipment ship(Order order, Payment payment, Quote quote, StepContext step) {
            return null;
          }

          @Returns OrderPlaced placed(Order order, Payment payment, Shipment shipment) {
            return null;
          }
        }
        """);
  }

  @Test
  void asynchronous() {
    check(
        "asynchronous",
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          @Step CompletionStage<Order> createOrder(Cart cart) { return null; }
          @Compensate("createOrder") CompletableFuture<Void> cancelOrder(Order order) { return null; }
          @Step(readOnly = true) CompletableFuture<List<Quote>> quotes(Order order) { return null; }
          @Step CompletionStage<Void> ship(List<Quote> quotes) { return null; }
        }
        """);
  }

  @Test
  void policies() {
    check(
        "policies",
        """
        @Saga(version = 3)
        @Retry(maxAttempts = 2, delay = "1s", maxDelay = "2m", multiplier = 1.5, jitter = false)
        @Timeout("1m")
        class PlaceOrder {
          @Step(rejects = {IllegalStateException.class, IllegalArgumentException.class})
          Order createOrder(Cart cart) throws InvalidCart, OutOfStock { return null; }
          @Compensate("createOrder") @Timeout("7d") void cancelOrder() {}

          @Step(after = "createOrder") @Retry @Irreversible("mails do no harm")
          void sendMail(Cart cart) {}

          @Step(after = "sendMail") @Retry(maxAttempts = Retry.UNLIMITED) @Pivot
          Payment charge(Order order, Cart cart) { return null; }

          @Step(after = {"charge", "sendMail"}) Shipment ship(Payment payment) { return null; }
          @Step(readOnly = true) @Retry(maxAttempts = 7) Quote look(Shipment shipment) { return null; }
        }
        """);
  }

  @Test
  void types() {
    check(
        "types",
        """
        class Shop {
          record Page<T>(List<T> items) {}
          @Saga @Timeout("3s")
          static class Count {
            @Step(readOnly = true) int count(long key) { return 1; }
            @Step(readOnly = true) boolean[] flags(Integer count) { return null; }
            @Step(readOnly = true) Map<String, Page<Order>> pages(int count, boolean[] flags) {
              return null;
            }
            @Step(readOnly = true) void end(Map<String, Page<Order>> pages) {}
          }
        }
        """);
  }

  /** Names which generated code or its base classes have, too. */
  @Test
  void names() {
    check(
        "names",
        """
        class Shop {
          record View(String id) {}
          record Steps(String id) {}
          record Calls(String id) {}
          record StepRef(String id) {}
          @Saga @Timeout("3s") @SuppressWarnings("skald")
          static class Orchestrator {
            @Step(readOnly = true) View start(String input) { return null; }
            @Step(readOnly = true) Steps run(View view) { return null; }
            @Step(readOnly = true) Calls runStep(Steps steps) { return null; }
            @Step(readOnly = true) StepRef state(Calls calls) { return null; }
            @Step(readOnly = true) Order notify(StepRef ref) { return null; }
            @Step(readOnly = true) void createVATOrder(Order order) {}
            @Step(readOnly = true) void create_vat_order(Order order) {}
            @Step(readOnly = true) void input(Order order) {}
            @Step(readOnly = true) void view(Order order, StepContext step) {}
            @Step(after = "view") void equals(Order order, String input) {}
            @Compensate("equals") void wait(Order order) {}
          }
        }
        """);
  }

  @Test
  void deprecated() {
    check(
        "deprecated",
        """
        @Saga @Timeout("3s")
        @Deprecated(forRemoval = true)
        class PlaceOrder {
          @Deprecated @Step Order createOrder(Cart cart) { return null; }
        }
        """);
  }

  /** A package may have types that are named as those of java.lang. */
  @Test
  void javaLang() {
    check(
        "javaLang",
        """
        @Saga @Timeout("3s") @Deprecated
        class PlaceOrder {
          @Step(readOnly = true, rejects = java.lang.IllegalStateException.class)
          Object look(String input) { return null; }
          @Step(readOnly = true) int count(Object object) { return 1; }
          @Step(readOnly = true) void end(int count) {}
        }
        """,
        "record Object(int size) {}",
        "record Integer() {}",
        "record Void() {}",
        "record String(int size) {}",
        "@interface Override {}",
        "@interface SuppressWarnings { java.lang.String[] value(); }",
        """
        class Exception extends java.lang.Exception { private static final long serialVersionUID = 1; }
        """,
        """
        class IllegalStateException extends RuntimeException { private static final long serialVersionUID = 1; }
        """);
  }

  @Test
  void branches() {
    check(
        "branches",
        """
        @Saga(name = "grant-credit")
        @Timeout("10s")
        public class GrantCredit {
          sealed interface Decision permits Approved, Review, Declined {}
          record Approved(long cents) implements Decision {}
          sealed interface Review extends Decision permits Manual, Automatic {}
          record Manual(String clerk) implements Review {}
          record Automatic(int rules) implements Review {}
          record Declined(String reason) implements Decision {}
          record Score(int points) {}
          record Limit(long cents) {}

          @Step(readOnly = true, ends = Declined.class) Decision decide(Cart cart) { return null; }

          @Step Order openCase(Review review, Cart cart) { return null; }
          @Compensate("openCase") void closeCase(Order order, Review review) {}

          @Step(after = "openCase") Score askClerk(Manual manual) throws OutOfStock { return null; }
          @Compensate("askClerk") void excuse(Outcome<Score> score, Manual manual) {}

          @Step(readOnly = true, after = "openCase") Score calculate(Automatic automatic) { return null; }

          @Step(readOnly = true) Limit limitByScore(Score score, Optional<Manual> manual) { return null; }
          @Step(readOnly = true) Limit limitAtOnce(Approved approved) { return null; }

          @Step @Pivot Payment pay(Limit limit, Cart cart) throws CardDeclined { return null; }

          @Step @Irreversible("whoever asked is told") void report(Cart cart, Decision decision, Optional<Payment> payment) {}

          @Returns OrderPlaced result(Decision decision, Optional<Payment> payment, Optional<Score> score) {
            return null;
          }
        }
        """);
  }

  @Test
  void fanOut() {
    check(
        "fanOut",
        """
        class Shop {
          record Line(String sku, int count) {}
          record Basket(String customer, List<Line> lines) {}
          record Label(String parcel) {}
          @Saga @Timeout("3s")
          static class PackBasket {
            @Step Reservation reserveStock(@Each Line line, Basket basket) throws OutOfStock {
              return null;
            }
            @Compensate("reserveStock")
            void releaseStock(@Each Line line, Outcome<Reservation> reservation, Basket basket) {}

            @Step(after = "reserveStock") List<Shipment> plan(Basket basket) { return null; }
            @Compensate("plan") void unplan(List<Shipment> plan, List<Reservation> reservations) {}

            @Step @Irreversible("paper is patient")
            Label print(@Each(concurrency = 2) Shipment shipment) { return null; }

            @Step(delay = "10m") @Pivot void stick(@Each Label label, Basket basket) {}

            @Step(after = "stick") String tell(@Each Reservation reservation) { return null; }
          }
        }
        """);
  }

  /** The list is all that the saga is given. */
  @Test
  void listAsInput() {
    check(
        "listAsInput",
        """
        @Saga @Timeout("3s")
        class CountAll {
          @Step(readOnly = true) int count(@Each Cart cart) { return 1; }
        }
        """);
  }

  @Test
  void signals() {
    check(
        "signals",
        """
        class Shop {
          record PaymentConfirmed(String id) {}
          record Approved(String by) {}
          record Withdrawn(String why) {}
          @Saga @Timeout("3s")
          public static class OrderOnAccount {
            @Step Order createOrder(Cart cart, @Signal Approved approved) { return null; }
            @Compensate("createOrder") void cancelOrder(Order order) {}

            @Step @Retry(maxAttempts = 3)
            Payment payment(Order order, @Signal(timeout = "2d") PaymentConfirmed confirmed) {
              return null;
            }
            @Compensate("payment") void refund(Payment payment) {}

            @Step(after = "payment", delay = "1h") @Pivot Shipment ship(Order order) { return null; }

            @Step(delay = "7d") void askForReview(Cart cart, Shipment shipment) {}

            @Step(after = "askForReview")
            void close(Shipment shipment, @Signal(timeout = "30d") Optional<Withdrawn> withdrawn) {}
          }
        }
        """);
  }

  @Test
  void children() {
    check(
        "children",
        """
        class Shop {
          record Leg(String from, String to) {}
          record Trip(List<Leg> legs) {}
          @Saga @Timeout("3s")
          static class BookLeg {
            @Step Reservation book(Leg leg) { return null; }
            @Compensate("book") void unbook(Reservation reservation) {}
          }
          @Saga @Timeout("3s")
          static class SendMail {
            @Step void send(String trip) {}
          }
          @Saga @Timeout("3s")
          static class BookTrip {
            private final Shop_BookLegOrchestrator legs;
            private final Shop_SendMailOrchestrator mails;
            BookTrip(Shop_BookLegOrchestrator legs, Shop_SendMailOrchestrator mails) {
              this.legs = legs;
              this.mails = mails;
            }
            @Step @Child(BookLeg.class)
            dev.skald.runtime.SagaHandle<Reservation> bookLeg(@Each Leg leg, StepContext step) {
              return legs.start(step.idempotencyKey(), leg);
            }
            @Step @Pivot Payment charge(Trip trip, List<Reservation> reservations) { return null; }
            @Step @Child(SendMail.class)
            dev.skald.runtime.SagaHandle<Void> sendMail(Payment payment, StepContext step) {
              return mails.start(step.idempotencyKey(), payment.id());
            }
          }
        }
        """);
  }

  @Test
  void modesAndLocks() {
    check(
        "modesAndLocks",
        """
        class Shop {
          record Line(String sku, int count) {}
          record Basket(
              UUID customer, @Sensitive String card, List<Line> lines, List<Long> vouchers) {}
          @Saga @Timeout("3s") @Retry(maxAttempts = 2)
          static class Sell {
            @Step(transactional = true)
            Order createOrder(
                java.sql.Connection connection,
                @Exclusive("customer") Basket basket,
                StepContext step) {
              return null;
            }
            @Compensate("createOrder") void cancelOrder(Order order) {}

            @Step(readOnly = true) List<Line> lines(Basket basket) { return null; }

            @Step(after = "createOrder")
            Reservation reserve(@Exclusive("sku") List<Line> lines, @Exclusive("vouchers") Basket basket) {
              return null;
            }
            @Compensate("reserve") void release(Reservation reservation) {}

            @Step(atMostOnce = true)
            Payment charge(@Exclusive("id") Reservation reservation) throws CardDeclined { return null; }
            @Compensate("charge") void refund(Outcome<Payment> payment) {}

            @Step(atMostOnce = true) Shipment ship(Order order, Payment payment) { return null; }
          }
        }
        """);
  }

  @Test
  void pipelines() {
    check(
        "pipelines",
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          @Step(pipelined = true) Order createOrder(Cart cart) { return null; }
          @Compensate("createOrder") void cancelOrder(Order order) {}

          @Step(readOnly = true) Quote quote(Cart cart) { return null; }

          @Step Reservation reserve(Order order, Quote quote) { return null; }
          @Compensate("reserve") void release(Outcome<Reservation> reservation) {}

          @Step Payment charge(Reservation reservation) { return null; }
        }
        """);
  }

  private static void check(String name, String saga, String... more) {
    String[] files = Stream.concat(Stream.of(saga), Stream.of(more)).toArray(String[]::new);
    Collection<String> generated = Fixture.compiles(files).generated().values();
    Golden.check(GoldenTest.class, name + ".java.txt", String.join("\n", generated));
  }
}
