package dev.skald.samples.order.demo;

import dev.skald.samples.order.shop.Cart;
import dev.skald.samples.order.shop.Payment;
import dev.skald.samples.order.wire.Json;
import dev.skald.samples.order.wire.ServiceAddresses;
import dev.skald.samples.order.worker.Command;
import dev.skald.samples.order.worker.Reply;
import dev.skald.samples.order.worker.RunReport;
import dev.skald.samples.order.worker.WorkerConfig;
import dev.skald.samples.order.worker.WorkerMain;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/** The orchestrator process, as the director sees it. */
final class Worker implements Closeable {

  private final Child child;

  private Worker(Child child) {
    this.child = child;
  }

  static Worker start(Path folder) throws IOException {
    return start("worker", folder);
  }

  static Worker start(String name, Path folder) throws IOException {
    return new Worker(Child.start(name, WorkerMain.class, folder));
  }

  /** Tells the process its journal and the services; until then it only starts up. */
  void configure(String journal, ServiceAddresses services) throws IOException {
    child.send(Json.write(new WorkerConfig(journal, services)));
  }

  long pid() {
    return child.pid();
  }

  /** Starts a run; it is durable when this returns. */
  RunReport start(String key, Cart cart) throws IOException {
    return execute(Command.start(key, cart));
  }

  /** Waits until a run has come to rest. */
  RunReport await(String key) throws IOException {
    return execute(Command.await(key));
  }

  RunReport supply(String key, Payment payment, String operator, String reason) throws IOException {
    return execute(Command.supply(key, payment, operator, reason));
  }

  int kill() throws IOException, InterruptedException {
    return child.kill();
  }

  /** Stops it in the middle of whatever it does, until {@link #thaw}. */
  void freeze() throws IOException, InterruptedException {
    child.signal("STOP");
  }

  void thaw() throws IOException, InterruptedException {
    child.signal("CONT");
  }

  private RunReport execute(Command command) throws IOException {
    child.send(Json.write(command));
    Reply reply = Json.read(child.receive(), Reply.class);
    return reply.run().orElseThrow(() -> new DemoException(reply.problem()));
  }

  @Override
  public void close() throws IOException {
    child.close();
  }
}
