package dev.skald.samples.order.services;

import dev.skald.samples.order.wire.Entry;
import dev.skald.samples.order.wire.Fault;
import dev.skald.samples.order.wire.Headers;
import dev.skald.samples.order.wire.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Talks to services without any of the sample's own clients. */
public final class TestHttp {

  private final HttpClient http = HttpClient.newHttpClient();

  HttpResponse<String> post(
      URI service, String operation, Object body, String key, String run, long epoch)
      throws IOException, InterruptedException {
    return http.send(request(service, operation, body, key, run, epoch), BodyHandlers.ofString());
  }

  CompletableFuture<HttpResponse<String>> send(
      URI service, String operation, Object body, String key, String run, long epoch) {
    return http.sendAsync(
        request(service, operation, body, key, run, epoch), BodyHandlers.ofString());
  }

  /** The books of a service. */
  public List<Entry> books(URI service) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(service.resolve("/books")).build();
    return List.of(Json.read(http.send(request, BodyHandlers.ofString()).body(), Entry[].class));
  }

  /** Tells a service to misbehave. */
  public void tell(URI service, Fault fault) throws IOException, InterruptedException {
    change(
        HttpRequest.newBuilder(service.resolve("/faults"))
            .POST(BodyPublishers.ofString(Json.write(fault))));
  }

  /** Tells a service to behave again. */
  public void repair(URI service) throws IOException, InterruptedException {
    change(HttpRequest.newBuilder(service.resolve("/faults")).DELETE());
  }

  private void change(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new AssertionError(response + ": " + response.body());
    }
  }

  private static HttpRequest request(
      URI service, String operation, Object body, String key, String run, long epoch) {
    return HttpRequest.newBuilder(service.resolve("/" + operation))
        .header(Headers.IDEMPOTENCY_KEY, key)
        .header(Headers.RUN, run)
        .header(Headers.EPOCH, Long.toString(epoch))
        .POST(BodyPublishers.ofString(Json.write(body)))
        .build();
  }
}
