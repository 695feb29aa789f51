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

          @Step void report(Cart cart, Decision decision, Optional<Payment> payment) {}

          @Returns OrderPlaced result(Decision decision, Optional<Payment> payment, Optional<Score> score) {
            return null;
          }
        }
        """);
  }

  private static void check(String name, String saga, String... more) {
    String[] files = Stream.concat(Stream.of(saga), Stream.of(more)).toArray(String[]::new);
    Collection<String> generated = Fixture.compiles(files).generated().values();
    Golden.check(GoldenTest.class, name + ".java.txt", String.join("\n", generated));
  }
}
