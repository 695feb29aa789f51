package dev.skald.samples.order.demo;

import dev.skald.samples.order.services.ServicesMain;
import dev.skald.samples.order.wire.Entry;
import dev.skald.samples.order.wire.Fault;
import dev.skald.samples.order.wire.Json;
import dev.skald.samples.order.wire.ServiceAddresses;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The services process, as the director sees it: it reads their books, and breaks them. */
final class Services implements Closeable {

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  private final HttpClient http = HttpClient.newHttpClient();
  private final Child child;
  private final ServiceAddresses addresses;

  private Services(Child child, ServiceAddresses addresses) {
    this.child = child;
    this.addresses = addresses;
  }

  static Services start(Path folder) throws IOException {
    Child child = Child.start("services", ServicesMain.class, folder, folder.toString());
    return new Services(child, Json.read(child.receive(), ServiceAddresses.class));
  }

  ServiceAddresses addresses() {
    return addresses;
  }

  long pid() {
    return child.pid();
  }

  Books books() throws IOException, InterruptedException {
    return new Books(
        read(addresses.orders()),
        read(addresses.stock()),
        read(addresses.payments()),
        read(addresses.carrier()));
  }

  /** Tells a service to misbehave. */
  void tell(URI service, Fault fault) throws IOException, InterruptedException {
    send(request(service, "/faults").POST(BodyPublishers.ofString(Json.write(fault))));
  }

  /** Tells a service to behave again. */
  void repair(URI service) throws IOException, InterruptedException {
    send(request(service, "/faults").DELETE());
  }

  private List<Entry> read(URI service) throws IOException, InterruptedException {
    return List.of(Json.read(send(request(service, "/books").GET()), Entry[].class));
  }

  private static HttpRequest.Builder request(URI service, String path) {
    return HttpRequest.newBuilder(service.resolve(path)).timeout(LONGEST_WAIT);
  }

  private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new DemoException(response.uri() + " answered " + response.statusCode());
    }
    return response.body();
  }

  @Override
  public void close() throws IOException {
    child.close();
  }
}
