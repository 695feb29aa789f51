package dev.skald.samples.order.demo;

import dev.skald.localpostgres.LocalPostgres;
import dev.skald.samples.order.demo.Screen.Tone;
import dev.skald.samples.order.shop.Cart;
import dev.skald.samples.order.shop.Item;
import dev.skald.samples.order.wire.Entry;
import dev.skald.samples.order.wire.Entry.Event;
import dev.skald.samples.order.wire.Fault;
import dev.skald.samples.order.worker.RunReport;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The other play: three orchestrators on one journal in PostgreSQL. While orders flow, one of them
 * is killed and one is frozen for longer than its lease; the services' books tell how it went.
 */
public final class Cluster implements Play {

  private static final int NODES = 3;
  private static final int ORDERS_PER_SCENE = 12;
  private static final List<String> GOODS = List.of("harp", "mead horn", "book of sagas");

  private final Screen screen = Screen.standard();
  private final LocalPostgres server;
  private final String journal;
  private final Services services;
  private final List<Worker> workers;
  private final List<String> orders = new ArrayList<>();

  private Cluster(LocalPostgres server, String journal, Services services, List<Worker> workers) {
    this.server = server;
    this.journal = journal;
    this.services = services;
    this.workers = workers;
  }

  /**
   * Starts the processes: database, services, and three orchestrators.
   *
   * @param folder for the database, the services' books and the logs
   * @return the play, ready
   * @throws IOException if a process cannot be started
   */
  public static Cluster start(Path folder) throws IOException {
    List<Worker> workers = new ArrayList<>();
    for (int i = 1; i <= NODES; i++) {
      workers.add(Worker.start("worker-" + i, folder));
    }
    LocalPostgres server = LocalPostgres.startIn(folder.resolve("postgres"), Map.of());
    try {
      String database = server.newDatabase();
      String journal =
          "jdbc:postgresql://127.0.0.1:" + server.port() + "/" + database + "?user=postgres";
      return new Cluster(server, journal, Services.start(folder), workers);
    } catch (SQLException e) {
      server.close();
      throw new DemoException("The database could not be made: " + e.getMessage());
    }
  }

  @Override
  public boolean play() throws IOException, InterruptedException {
    for (Worker worker : workers) {
      worker.configure(journal, services.addresses());
    }
    banner();
    ordersFlow();
    oneIsKilled();
    oneIsFrozen();
    List<RunReport> runs = awaitAll();
    tellOwners();
    Audit audit = Audit.of(services.books(), runs);
    new Summary(screen, services.books(), audit).print();
    return audit.balances();
  }

  private void banner() {
    screen.line(screen.in(Tone.TITLE, "Skald") + ": three orchestrators on one journal");
    screen.line("  journal        " + journal);
    screen.line(
        "  orchestrators  processes "
            + workers.stream().map(w -> Long.toString(w.pid())).collect(Collectors.joining(", ")));
    screen.line("  services       process " + services.pid());
  }

  private void ordersFlow() throws IOException, InterruptedException {
    title("1  Orders come to all three");
    place(workers);
    say(ORDERS_PER_SCENE + " orders are durable");
  }

  /** Payments are slow, so that it dies in the middle of orders. */
  private void oneIsKilled() throws IOException, InterruptedException {
    title("2  One is killed in the middle of its orders");
    slowDown();
    place(workers);
    Worker victim = workers.remove(0);
    long pid = victim.pid();
    int exit = victim.kill();
    say(screen.in(Tone.BAD, "kill -9 " + pid) + " (ended with exit code " + exit + ")");
    say("its lease lapses, and the others go on with its orders");
  }

  private void oneIsFrozen() throws IOException, InterruptedException {
    title("3  One is frozen for longer than its lease, and then goes on");
    slowDown();
    place(workers);
    Worker frozen = workers.get(0);
    frozen.freeze();
    say(screen.in(Tone.BAD, "kill -STOP " + frozen.pid()));
    Worker last = workers.get(1);
    place(List.of(last));
    for (String order : orders) {
      last.await(order);
    }
    say(
        "the last one, process "
            + last.pid()
            + ", has brought all "
            + orders.size()
            + " orders to their end");
    frozen.thaw();
    say(screen.in(Tone.GOOD, "kill -CONT " + frozen.pid()));
    place(workers);
    say("it goes on as a new node; what it still held is refused by the journal");
  }

  private void slowDown() throws IOException, InterruptedException {
    for (int i = 0; i < ORDERS_PER_SCENE; i++) {
      services.tell(services.addresses().payments(), Fault.slow("chargePayment", 300));
    }
  }

  private void place(List<Worker> at) throws IOException {
    for (int i = 0; i < ORDERS_PER_SCENE; i++) {
      String key = "order-" + (orders.size() + 1);
      Cart cart = new Cart("Egill", "card-of-Egill", "Reykholt", List.of(new Item("mead horn", 1)));
      at.get(i % at.size()).start(key, cart);
      orders.add(key);
    }
  }

  private List<RunReport> awaitAll() throws IOException {
    List<RunReport> runs = new ArrayList<>();
    for (int i = 0; i < orders.size(); i++) {
      RunReport run = workers.get(i % workers.size()).await(orders.get(i));
      if (!run.state().isEnd()) {
        throw new DemoException(
            run.key() + " should be at its end, but is " + run.state() + ": " + run.problem());
      }
      runs.add(run);
    }
    return runs;
  }

  /** Tells from the books who has called, and how often it was called again. */
  private void tellOwners() throws IOException, InterruptedException {
    List<Entry> calls =
        services.books().all().stream().filter(e -> e.event() == Event.CALLED).toList();
    TreeSet<Long> epochs = new TreeSet<>();
    calls.forEach(call -> epochs.add(call.epoch()));
    epochs.remove(0L); // an undo says nothing of its owner
    long keys = calls.stream().map(Entry::key).distinct().count();
    screen.blank();
    say(calls.size() + " calls with " + keys + " keys, by owners of epochs " + epochs);
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
      for (Worker worker : workers) {
        worker.close();
      }
      services.close();
    } finally {
      server.close();
    }
  }
}
