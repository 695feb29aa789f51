package dev.skald.samples.order.services;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.skald.samples.order.wire.Entry;
import dev.skald.samples.order.wire.Entry.Event;
import dev.skald.samples.order.wire.Fault;
import dev.skald.samples.order.wire.Headers;
import dev.skald.samples.order.wire.Json;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/**
 * One service of the shop: an HTTP server on the loopback address with its own database. Beside its
 * operations it answers {@code GET /books}, and is told to misbehave at {@code /faults}.
 */
final class Service implements Closeable {

  private static final Logger LOG = LoggerFactory.getLogger(Service.class);
  private static final int LARGEST_BODY = 64 * 1024;

  private final String name;
  private final Database database;
  private final Participant participant;
  private final Faults faults = new Faults();
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closed = new CountDownLatch(1);

  private Service(String name, Database database, HttpServer server) {
    this.name = name;
    this.database = database;
    this.participant = new Participant(database);
    this.server = server;
  }

  /** Opens the database in the folder, and starts to serve on a free port. */
  static Service start(String name, Path folder, Operation... operations) throws IOException {
    Database database = Database.open(folder.resolve(name + ".db"));
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    Service service = new Service(name, database, server);
    for (Operation operation : operations) {
      server.createContext("/" + operation.name(), http -> service.serve(http, operation));
    }
    server.createContext("/books", service::showBooks);
    server.createContext("/faults", service::changeFaults);
    server.setExecutor(service.threads);
    server.start();
    return service;
  }

  URI address() {
    InetSocketAddress address = server.getAddress();
    String host = address.getAddress().getHostAddress();
    return URI.create("http://" + host + ":" + address.getPort());
  }

  private void serve(HttpExchange http, Operation operation) throws IOException {
    try {
      Call call = read(http, operation);
      if (call.key().isEmpty()) {
        send(http, Response.no(Response.BAD_REQUEST, "no key"));
        return;
      }
      note(call.entry(Event.CALLED, ""));
      Optional<Fault> fault = faults.next(operation.name());
      if (fault.isPresent()) {
        misbehave(http, operation, call, fault.get());
      } else {
        reply(http, call, handle(operation, call));
      }
    } catch (JacksonException e) {
      send(http, Response.no(Response.BAD_REQUEST, e.getOriginalMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.error("{} failed at {}", name, operation.name(), e);
      send(http, Response.no(500, e.toString()));
    } finally {
      // Without an answer sent, this cuts the connection.
      http.close();
    }
  }

  private Response handle(Operation operation, Call call) {
    if (operation instanceof Operation.Do effect) {
      return participant.perform(call, effect.work());
    }
    if (operation instanceof Operation.Ask ask) {
      try {
        return Response.ok(
            Json.tree(database.read(c -> ask.work().decide(call.body(), new Ledger(c)))));
      } catch (DeclinedException e) {
        return Response.declined(e.getMessage());
      }
    }
    return participant.undo(call);
  }

  private void misbehave(HttpExchange http, Operation operation, Call call, Fault fault)
      throws IOException, InterruptedException {
    LOG.info("{} was told: {} at {}", name, fault.kind(), operation.name());
    switch (fault.kind()) {
      case DECLINE -> reply(http, call, decline(operation, call, fault.reason()));
      case UNAVAILABLE -> {
        http.getResponseHeaders().set("Retry-After", "1");
        reply(http, call, Response.no(503, "unavailable"));
      }
      case SLOW -> {
        Thread.sleep(fault.millis());
        reply(http, call, handle(operation, call));
      }
      case HANG -> holdUntilClosed(call);
      case HOLD_REPLY -> {
        handle(operation, call);
        holdUntilClosed(call);
      }
      case LOSE_REPLY -> {
        handle(operation, call);
        note(call.entry(Event.ANSWERED, "reply lost"));
      }
    }
  }

  private Response decline(Operation operation, Call call, String reason) {
    if (operation instanceof Operation.Do) {
      return participant.perform(
          call,
          (body, ledger) -> {
            throw new DeclinedException(reason);
          });
    }
    return Response.declined(reason);
  }

  private void holdUntilClosed(Call call) throws InterruptedException {
    note(call.entry(Event.ANSWERED, "reply held"));
    closed.await();
  }

  /** Writes how the call is answered before it is, so that the books know what the caller knows. */
  private void reply(HttpExchange http, Call call, Response answer) throws IOException {
    note(call.entry(Event.ANSWERED, Integer.toString(answer.status())));
    send(http, answer);
  }

  private void note(Entry entry) {
    database.transaction(
        connection -> {
          new Ledger(connection).append(entry);
          return entry;
        });
  }

  private static Call read(HttpExchange http, Operation operation) throws IOException {
    JsonNode body = body(http);
    boolean undo = operation instanceof Operation.Undo;
    return new Call(
        operation.name(),
        undo ? body.path("of").asString("") : header(http, Headers.IDEMPOTENCY_KEY).orElse(""),
        header(http, Headers.RUN).orElse(""),
        header(http, Headers.EPOCH).map(Long::parseLong).orElse(0L),
        body);
  }

  private static Optional<String> header(HttpExchange http, String name) {
    return Optional.ofNullable(http.getRequestHeaders().getFirst(name));
  }

  private static JsonNode body(HttpExchange http) throws IOException {
    byte[] bytes = http.getRequestBody().readNBytes(LARGEST_BODY);
    return Json.read(new String(bytes, UTF_8), JsonNode.class);
  }

  private void showBooks(HttpExchange http) throws IOException {
    try (http) {
      send(http, Response.ok(Json.tree(database.read(c -> new Ledger(c).entries()))));
    }
  }

  private void changeFaults(HttpExchange http) throws IOException {
    try (http) {
      if (http.getRequestMethod().equals("DELETE")) {
        faults.clear();
      } else {
        faults.add(Json.read(body(http), Fault.class));
      }
      send(http, Response.ok(NullNode.getInstance()));
    }
  }

  private static void send(HttpExchange http, Response answer) throws IOException {
    byte[] bytes = Json.write(answer.body()).getBytes(UTF_8);
    http.getResponseHeaders().set("Content-Type", "application/json");
    http.sendResponseHeaders(answer.status(), bytes.length);
    http.getResponseBody().write(bytes);
  }

  /** Stops serving, lets go of held replies, and closes the database. */
  @Override
  public void close() throws IOException {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
    database.close();
  }
}
