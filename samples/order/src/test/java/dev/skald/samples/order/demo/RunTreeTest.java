package dev.skald.samples.order.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.runtime.RunState;
import dev.skald.runtime.StepState;
import dev.skald.samples.order.wire.Entry;
import dev.skald.samples.order.wire.Entry.Event;
import dev.skald.samples.order.worker.RunReport;
import dev.skald.samples.order.worker.StepReport;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.NullNode;

/** What people see of a run. */
class RunTreeTest {

  private static final RunReport RUN =
      new RunReport(
          "order-1",
          RunState.COMPENSATED,
          Instant.EPOCH,
          List.of(
              new StepReport("createOrder", StepState.UNDONE, ""),
              new StepReport("chargePayment", StepState.REJECTED, "no"),
              new StepReport("ship", StepState.PENDING, "")),
          "chargePayment: no",
          Optional.empty());

  private static final Books BOOKS =
      new Books(
          List.of(
              entry(10, Event.CALLED, "createOrder"),
              entry(20, Event.ANSWERED, "createOrder"),
              entry(100, Event.UNDONE, "cancelOrder")),
          List.of(),
          List.of(
              entry(30, Event.CALLED, "chargePayment"),
              entry(40, Event.ANSWERED, "chargePayment"),
              entry(60, Event.CALLED, "chargePayment"),
              entry(90, Event.ANSWERED, "chargePayment")),
          List.of());

  @Test
  void plainText() {
    assertThat(drawn(false, false))
        .containsExactly(
            "  order-1  COMPENSATED after 100 ms: chargePayment: no",
            "  |- createOrder    undone        +10 ms    10 ms   ===                     1 attempt",
            "  |- chargePayment  rejected      +30 ms    60 ms       ===============     2"
                + " attempts",
            "  |- ship           not called",
            "  `- cancelOrder    undo         +100 ms     0 ms                        =  done");
  }

  @Test
  void colourAndLinesWhereTheyCanBeSeen() {
    assertThat(drawn(true, true).get(0)).contains("\u001b[33mCOMPENSATED\u001b[0m");
    assertThat(drawn(false, true).get(4)).startsWith("  └─ cancelOrder").contains("━");
  }

  private static List<String> drawn(boolean colour, boolean drawing) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, UTF_8);
    new RunTree(new Screen(out, colour, drawing), RUN, BOOKS).print();
    return bytes.toString(UTF_8).lines().toList();
  }

  private static Entry entry(long millis, Event event, String operation) {
    Instant at = Instant.ofEpochMilli(millis);
    return new Entry(at, event, operation, "k", "order-1", 1, "", NullNode.getInstance());
  }
}
