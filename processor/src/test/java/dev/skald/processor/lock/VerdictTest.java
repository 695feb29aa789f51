package dev.skald.processor.lock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.processor.Compiled;
import dev.skald.processor.LockedSaga;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What the compiler says of one change after the other. */
class VerdictTest {

  /** Everything a saga can have, as far as it fits into one. */
  private static final String BASE =
      """
      @Saga(deadline = "9d") @Timeout("3s")
      class PlaceOrder {
        record Line(String sku, int count) {}
        record Basket(List<Line> lines, String customer, int weight) {}
        enum Grade { GOOD, BAD }
        sealed interface Check permits Fine, Doubtful {}
        record Fine(Grade grade) implements Check {}
        record Doubtful(String why) implements Check {}
        record Paid(String reference) {}
        record Hold(String id, Optional<List<Integer>> places) {}

        @Step(readOnly = true) Check check(Basket basket) { return null; }
        @Step void approve(Fine fine, Basket basket) {}
        @Compensate("approve") void disapprove(Fine fine) {}
        @Step void review(Doubtful doubtful, Basket basket) {}
        @Compensate("review") void unreview(Outcome<Void> outcome) {}
        @Step(after = {"approve", "review"}) Hold hold(@Each(concurrency = 4) Line line) {
          return null;
        }
        @Compensate("hold") void release(@Each Line line, Outcome<Hold> hold) {}
        @Step Order order(List<Hold> holds, @Exclusive("customer") Basket basket) { return null; }
        @Compensate("order") void cancelOrder(Order order) {}
        @Step @Pivot Payment charge(Order order, @Signal(timeout = "1d") Paid paid) { return null; }
        @Step(delay = "1h") Shipment ship(Payment payment) { return null; }
      }
      """;

  private enum Says {
    SAME,
    COMPATIBLE,
    NEW_VERSION
  }

  /** A change: what to replace by what, and what is said of it. */
  private record Row(String name, Says says, String... replacements) {

    String source() {
      String source = BASE;
      for (int i = 0; i < replacements.length; i += 2) {
        if (!source.contains(replacements[i])) {
          throw new AssertionError("The saga has no " + replacements[i]);
        }
        source = source.replace(replacements[i], replacements[i + 1]);
      }
      return source;
    }
  }

  @TestFactory
  Stream<DynamicTest> changes(@TempDir Path folder) {
    LockedSaga saga = new LockedSaga(folder).accept(BASE);
    return rows()
        .map(
            row ->
                DynamicTest.dynamicTest(
                    row.says() + ": " + row.name(),
                    () -> {
                      Compiled compiled = saga.check(row.source());
                      assertThat(verdict(compiled)).as("%s", compiled.said()).isEqualTo(row.says());
                    }));
  }

  private static Says verdict(Compiled compiled) {
    if (compiled.said().isEmpty()) {
      return Says.SAME;
    }
    boolean ours = compiled.said().stream().allMatch(said -> said.code().isPresent());
    assertThat(ours).as("said %s", compiled.said()).isTrue();
    return switch (compiled.said().get(0).code().orElseThrow()) {
      case "SKALD122" -> Says.NEW_VERSION;
      case "SKALD123" -> Says.COMPATIBLE;
      default -> throw new AssertionError("Was said: " + compiled.said());
    };
  }

  private static Stream<Row> rows() {
    return Stream.of(same(), compatible(), newVersion(), types()).flatMap(rows -> rows);
  }

  private static Stream<Row> same() {
    return Stream.of(
        new Row("nothing", Says.SAME),
        new Row("deadline", Says.SAME, "deadline = \"9d\"", "deadline = \"8d\""),
        new Row("timeout", Says.SAME, "@Timeout(\"3s\")", "@Timeout(\"4s\")"),
        new Row("retry", Says.SAME, "@Step @Pivot", "@Retry(maxAttempts = 9) @Step @Pivot"),
        new Row("length of a delay", Says.SAME, "delay = \"1h\"", "delay = \"2h\""),
        new Row("timeout of a signal", Says.SAME, "timeout = \"1d\"", "timeout = \"2d\""),
        new Row(
            "rejection",
            Says.SAME,
            "@Exclusive(\"customer\") Basket basket)",
            "@Exclusive(\"customer\") Basket basket) throws OutOfStock"),
        new Row("name of an undo", Says.SAME, "cancelOrder", "removeOrder"),
        new Row(
            "what an undo takes",
            Says.SAME,
            "disapprove(Fine fine)",
            "disapprove(Fine fine, Basket basket)"),
        new Row(
            "stage",
            Says.SAME,
            "@Step @Pivot Payment charge",
            "@Step @Pivot CompletionStage<Payment> charge"),
        new Row("order that follows", Says.SAME, "@Step @Pivot", "@Step(after = \"check\") @Pivot"),
        new Row(
            "input where it was there",
            Says.SAME,
            "ship(Payment payment)",
            "ship(Payment payment, Basket basket)"),
        new Row(
            "result where it was there",
            Says.SAME,
            "ship(Payment payment)",
            "ship(Payment payment, Order order)"),
        new Row(
            "order of components",
            Says.SAME,
            "List<Line> lines, String customer",
            "String customer, List<Line> lines"),
        new Row("order of constants", Says.SAME, "GOOD, BAD", "BAD, GOOD"),
        new Row(
            "order of methods",
            Says.SAME,
            "  @Step(delay = \"1h\") Shipment ship(Payment payment) { return null; }\n",
            "",
            "  @Step(readOnly = true) Check check",
            "  @SuppressWarnings(\"skald\") @Step(delay = \"1h\")\n"
                + "  Shipment ship(Payment payment) { return null; }\n"
                + "  @Step(readOnly = true) Check check"),
        new Row(
            "secret", Says.SAME, "record Line(String sku", "record Line(@Sensitive String sku"));
  }

  private static Stream<Row> compatible() {
    return Stream.of(
        new Row(
            "step behind the pivot",
            Says.COMPATIBLE,
            "ship(Payment payment) { return null; }\n",
            "ship(Payment payment) { return null; }\n"
                + "  @Step(after = \"ship\") void thank(Payment payment) {}\n"
                + "  @Returns Shipment shipped(Shipment s) { return s; }\n"),
        new Row(
            "step that only reads",
            Says.COMPATIBLE,
            "  @Step(delay",
            "  @Step(readOnly = true) @Parallel void look(Basket basket) {}\n"
                + "  @Returns Shipment shipped(Shipment s) { return s; }\n  @Step(delay"),
        new Row(
            "variant with a step and a join",
            Says.COMPATIBLE,
            "permits Fine, Doubtful {}",
            "permits Fine, Doubtful, Rich {}\n  record Rich(int limit) implements Check {}",
            "@Step(after = {\"approve\", \"review\"})",
            "@Step void greet(Rich rich) {}\n  @Compensate(\"greet\") void regret(Rich rich) {}\n"
                + "  @Step(after = {\"approve\", \"review\", \"greet\"})"),
        new Row(
            "what an undo must know",
            Says.COMPATIBLE,
            "cancelOrder(Order order)",
            "cancelOrder(Outcome<Order> order)"),
        new Row(
            "value dropped",
            Says.COMPATIBLE,
            "Shipment ship(Payment payment) { return null; }",
            "void ship(Payment payment) {}"),
        new Row(
            "result of other steps",
            Says.COMPATIBLE,
            "  @Step(delay",
            "  @Returns Order done(Order order) { return order; }\n"
                + "  @SuppressWarnings(\"skald\") @Step(delay"));
  }

  private static Stream<Row> newVersion() {
    return Stream.of(
        new Row(
            "step removed",
            Says.NEW_VERSION,
            "  @Step(delay = \"1h\") Shipment ship(Payment payment) { return null; }\n",
            ""),
        new Row("step renamed", Says.NEW_VERSION, "Shipment ship(", "Shipment send("),
        new Row(
            "step before the pivot",
            Says.NEW_VERSION,
            "  @Step @Pivot",
            "  @Step(after = \"order\") @Parallel void reserve(Basket basket) {}\n"
                + "  @Compensate(\"reserve\") void unreserve(Basket basket) {}\n"
                + "  @Step(after = \"reserve\") @Pivot"),
        new Row(
            "step others wait for",
            Says.NEW_VERSION,
            "  @Step @Pivot",
            "  @Step(readOnly = true) void look(Order order) {}\n"
                + "  @Step(after = \"look\") @Pivot"),
        new Row(
            "pivot moved",
            Says.NEW_VERSION,
            "@Step @Pivot Payment charge",
            "@Step Payment charge",
            "@Step(delay = \"1h\") Shipment",
            "@Compensate(\"charge\") void refund(Payment payment) {}\n"
                + "  @Step(delay = \"1h\") @Pivot Shipment"),
        new Row(
            "undo that is none any more",
            Says.NEW_VERSION,
            "@Compensate(\"order\")",
            "",
            "@Step Order order(",
            "@Irreversible(\"a note\") @Step Order order("),
        new Row(
            "read-only no more",
            Says.NEW_VERSION,
            "@Step(readOnly = true) Check check",
            "@Irreversible(\"a line in a log\") @Step Check check"),
        new Row(
            "at most once",
            Says.NEW_VERSION,
            "@Step Order order(",
            "@Step(atMostOnce = true) Order order(",
            "cancelOrder(Order order)",
            "cancelOrder(Outcome<Order> order)"),
        new Row(
            "a step that could run ahead of another's record",
            Says.COMPATIBLE,
            "@Compensate(\"order\")",
            "@Step(readOnly = true) void look(Order order) {}\n@Compensate(\"order\")",
            "@Step(delay = \"1h\") Shipment",
            "@SuppressWarnings(\"skald\") @Step(delay = \"1h\") Shipment"),
        new Row(
            "and does",
            Says.NEW_VERSION,
            "@Compensate(\"order\")",
            "@Step(readOnly = true) void look(Order order) {}\n@Compensate(\"order\")",
            "@Step(delay = \"1h\") Shipment",
            "@SuppressWarnings(\"skald\") @Step(delay = \"1h\") Shipment",
            "@Step Order order(",
            "@Step(pipelined = true) Order order("),
        new Row("delay gone", Says.NEW_VERSION, "@Step(delay = \"1h\")", "@Step"),
        new Row(
            "delay new",
            Says.NEW_VERSION,
            "@Step @Pivot",
            "@Step @Pivot",
            "@Step Order order(",
            "@Step(delay = \"1s\") Order order("),
        new Row("signal without limit", Says.NEW_VERSION, "@Signal(timeout = \"1d\")", "@Signal"),
        new Row(
            "signal that may be missing",
            Says.NEW_VERSION,
            "@Signal(timeout = \"1d\") Paid paid",
            "@Signal(timeout = \"1d\") Optional<Paid> paid"),
        new Row("lock gone", Says.NEW_VERSION, "@Exclusive(\"customer\") ", ""),
        new Row(
            "lock with another key",
            Says.NEW_VERSION,
            "@Exclusive(\"customer\")",
            "@Exclusive(\"weight\")"),
        new Row("concurrency", Says.NEW_VERSION, "concurrency = 4", "concurrency = 5"),
        new Row(
            "condition",
            Says.NEW_VERSION,
            "@Step(after = {\"approve\", \"review\"})",
            "@Step(after = \"approve\")"));
  }

  private static Stream<Row> types() {
    return Stream.of(
        new Row(
            "component that may be missing",
            Says.COMPATIBLE,
            "String customer,",
            "String customer, Optional<String> note,"),
        new Row(
            "component that may not",
            Says.NEW_VERSION,
            "String customer,",
            "String customer, String note,"),
        new Row("component removed", Says.COMPATIBLE, ", int weight", ""),
        new Row("component renamed", Says.NEW_VERSION, "int weight", "int grams"),
        new Row("component widened", Says.COMPATIBLE, "int weight", "long weight"),
        new Row("component boxed", Says.COMPATIBLE, "int weight", "Integer weight"),
        new Row(
            "component made optional", Says.COMPATIBLE, "int weight", "Optional<Integer> weight"),
        new Row("component narrowed", Says.NEW_VERSION, "int weight", "short weight"),
        new Row("component of another type", Says.NEW_VERSION, "int weight", "String weight"),
        new Row("component deep inside", Says.NEW_VERSION, "int count", "long count, int pieces"),
        new Row("list of something else", Says.NEW_VERSION, "List<Integer>", "Set<Integer>"),
        new Row("arguments inside", Says.NEW_VERSION, "List<Integer>", "List<String>"),
        new Row("arguments inside, wider", Says.COMPATIBLE, "List<Integer>", "List<Long>"),
        new Row(
            "optional of something else",
            Says.NEW_VERSION,
            "int weight",
            "Optional<String> weight"),
        new Row("record renamed", Says.COMPATIBLE, "Hold", "Reserved"),
        new Row("constant added", Says.COMPATIBLE, "GOOD, BAD", "GOOD, BAD, UGLY"),
        new Row("constant removed", Says.NEW_VERSION, "GOOD, BAD", "GOOD"),
        new Row(
            "variant added that ends",
            Says.COMPATIBLE,
            "permits Fine, Doubtful {}",
            "permits Fine, Doubtful, Bad {}\n  record Bad() implements Check {}",
            "@Step(readOnly = true) Check",
            "@Step(readOnly = true, ends = Bad.class) Check"),
        new Row("variant renamed", Says.NEW_VERSION, "Doubtful", "Dubious"),
        new Row(
            "event of another type",
            Says.NEW_VERSION,
            "Paid(String reference)",
            "Paid(int reference)"),
        new Row(
            "result of another type",
            Says.NEW_VERSION,
            "Payment charge",
            "Quote charge",
            "ship(Payment payment)",
            "ship(Quote quote)"));
  }
}
