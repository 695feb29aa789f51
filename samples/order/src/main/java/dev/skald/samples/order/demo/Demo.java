package dev.skald.samples.order.demo;

import dev.skald.runtime.RunState;
import dev.skald.samples.order.demo.Screen.Tone;
import dev.skald.samples.order.shop.Cart;
import dev.skald.samples.order.shop.Item;
import dev.skald.samples.order.shop.Payment;
import dev.skald.samples.order.wire.Entry;
import dev.skald.samples.order.wire.Entry.Event;
import dev.skald.samples.order.wire.Fault;
import dev.skald.samples.order.worker.RunReport;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The director: starts the services and the orchestrator as processes of their own, lets five
 * orders meet what can happen to orders, and reads in the end in the services' books how it went.
 */
public final class Demo implements Play {

  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final Screen screen;
  private final Path folder;
  private final Path journal;
  private final Services services;
  private final List<RunReport> runs = new ArrayList<>();
  private Worker worker;

  private Demo(Screen screen, Path folder, Services services, Worker worker) {
    this.screen = screen;
    this.folder = folder;
    this.journal = folder.resolve("shop.db");
    this.services = services;
    this.worker = worker;
  }

  /**
   * Starts the processes.
   *
   * @param folder for the journal, the services' books and the logs
   * @return the demo, ready to play
   * @throws IOException if a process cannot be started
   */
  public static Demo start(Path folder) throws IOException {
    Worker worker = Worker.start(folder); // Starts up while the services do.
    return new Demo(Screen.standard(), folder, Services.start(folder), worker);
  }

  @Override
  public boolean play() throws IOException, InterruptedException {
    worker.configure(journal.toString(), services.addresses());
    banner();
    anOrderGoesThrough();
    aCardIsDeclined();
    theWorkerIsKilled();
    aReplyIsLost();
    aRunGetsStuck();
    Audit audit = Audit.of(services.books(), runs);
    new Summary(screen, services.books(), audit).print();
    return audit.balances();
  }

  private void banner() {
    screen.line(screen.in(Tone.TITLE, "Skald") + ": placing orders with four services");
    screen.line("  journal       " + journal);
    screen.line("  orchestrator  process " + worker.pid());
    screen.line("  services      process " + services.pid() + ", " + services.addresses().orders());
    screen.line("  logs, books   " + folder);
  }

  private void anOrderGoesThrough() throws IOException, InterruptedException {
    title("1  An order goes through");
    worker.start("order-4711", cart("Egill", new Item("harp", 1), new Item("mead horn", 2)));
    finish("order-4711", RunState.COMPLETED);
    say("States from the run's journal; times and attempts from the services' books.");
  }

  private void aCardIsDeclined() throws IOException, InterruptedException {
    title("2  A card is declined: what was done is undone, the last first");
    services.tell(
        services.addresses().payments(), Fault.decline("chargePayment", "insufficient funds"));
    worker.start("order-4712", cart("Bragi", new Item("book of sagas", 3)));
    finish("order-4712", RunState.COMPENSATED);
  }

  private void theWorkerIsKilled() throws IOException, InterruptedException {
    title("3  The orchestrator is killed in the middle of an order");
    URI payments = services.addresses().payments();
    services.tell(payments, Fault.of("chargePayment", Fault.Kind.HOLD_REPLY, 1));
    worker.start("order-4713", cart("Snorri", new Item("mead horn", 6)));
    Payment payment = awaitHeldPayment("order-4713");
    long killed = worker.pid();
    int exit = worker.kill();
    say(payment.amount() + " charged as " + payment.id() + ", and before the answer came:");
    say(screen.in(Tone.BAD, "kill -9 " + killed) + " (ended with exit code " + exit + ")");
    worker = Worker.start(folder);
    worker.configure(journal.toString(), services.addresses());
    say("a new orchestrator, process " + worker.pid() + ", takes up the same journal:");
    finish("order-4713", RunState.COMPLETED);
    tellCalls("order-4713", "chargePayment", 2);
  }

  private void aReplyIsLost() throws IOException, InterruptedException {
    title("4  A reply is lost: the same call again, with the same key");
    services.tell(services.addresses().carrier(), Fault.of("ship", Fault.Kind.LOSE_REPLY, 1));
    worker.start("order-4714", cart("Gudrid", new Item("book of sagas", 1)));
    finish("order-4714", RunState.COMPLETED);
    tellCalls("order-4714", "ship", 2);
  }

  private void aRunGetsStuck() throws IOException, InterruptedException {
    title("5  No reply ever comes: the run waits for a person");
    URI payments = services.addresses().payments();
    services.tell(payments, Fault.of("chargePayment", Fault.Kind.LOSE_REPLY, Fault.ALWAYS));
    worker.start("order-4715", cart("Hallgerd", new Item("harp", 1)));
    RunReport stuck = expect(worker.await("order-4715"), RunState.STUCK);
    say(
        screen.in(Tone.TITLE, stuck.key())
            + "  "
            + screen.in(Tone.BAD, "STUCK")
            + ": "
            + stuck.problem());
    int attempts = tellCalls("order-4715", "chargePayment", 5);
    services.repair(payments);
    Payment payment =
        services
            .books()
            .effect("order-4715", "chargePayment", Payment.class)
            .orElseThrow(() -> new DemoException("payments' books know of no charge"));
    String reason = payment.id() + " is in payments' books after " + attempts + " attempts";
    worker.supply("order-4715", payment, "alice", reason);
    say("alice supplies the result: " + reason);
    finish("order-4715", RunState.COMPLETED);
  }

  /** Waits for the run's end and draws it. */
  private void finish(String key, RunState expected) throws IOException, InterruptedException {
    RunReport run = expect(worker.await(key), expected);
    runs.add(run);
    new RunTree(screen, run, services.books()).print();
  }

  private static RunReport expect(RunReport run, RunState expected) {
    if (run.state() != expected) {
      throw new DemoException(
          run.key() + " should be " + expected + ", but is " + run.state() + ": " + run.problem());
    }
    return run;
  }

  /** Waits until the money was taken and the answer is being held: nobody but payments knows. */
  private Payment awaitHeldPayment(String run) throws IOException, InterruptedException {
    Instant limit = Instant.now().plus(PATIENCE);
    while (Instant.now().isBefore(limit)) {
      Books books = services.books();
      if (!books.of(run, "chargePayment", Event.ANSWERED).isEmpty()) {
        return books
            .effect(run, "chargePayment", Payment.class)
            .orElseThrow(() -> new DemoException("payments answered without a charge"));
      }
      Thread.sleep(10);
    }
    throw new DemoException(run + " has not reached its payment");
  }

  /** Tells from the books how often a service was called and what came of it. */
  private int tellCalls(String run, String operation, int atLeast)
      throws IOException, InterruptedException {
    Books books = services.books();
    List<Entry> calls = books.of(run, operation, Event.CALLED);
    int effects = books.of(run, operation, Event.EFFECT).size();
    if (calls.size() < atLeast) {
      throw new DemoException(operation + " of " + run + " was not called again");
    }
    String epochs =
        calls.stream()
            .map(e -> Long.toString(e.epoch()))
            .distinct()
            .collect(Collectors.joining(", "));
    String facts =
        String.format(
            Locale.ROOT,
            "called %d times with %d key, by owners of epoch %s; took effect %s",
            calls.size(),
            calls.stream().map(Entry::key).distinct().count(),
            epochs,
            effects == 1 ? "once" : effects + " times");
    Tone tone = effects == 1 ? Tone.GOOD : Tone.BAD;
    say("the service's books: " + operation + " was " + screen.in(tone, facts));
    return calls.size();
  }

  private static Cart cart(String customer, Item... items) {
    return new Cart(customer, "card-of-" + customer, "Reykholt", List.of(items));
  }

  private void title(String text) {
    screen.blank();
    screen.line(screen.in(Tone.TITLE, text));
  }

  private void say(String text) {
    screen.line("  " + text);
  }

  /** Ends the processes. */
  @Override
  public void close() throws IOException {
    try {
      worker.close();
    } finally {
      services.close();
    }
  }
}
