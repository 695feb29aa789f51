package dev.skald.samples.order.clients;

import dev.skald.StepContext;
import dev.skald.samples.order.wire.Declined;
import dev.skald.samples.order.wire.Headers;
import dev.skald.samples.order.wire.Json;
import dev.skald.samples.order.wire.UndoRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.core.JacksonException;

/**
 * Calls one service, and sorts the answers as a saga needs them: a value, a definite no, or
 * unknown. It sets no time limit for answers because each step has its {@code @Timeout}, which
 * interrupts the call. Safe for use by any thread.
 */
final class ServiceCaller {

  private static final int OK = 200;
  private static final int DECLINED = 422;
  private static final int UNAVAILABLE = 503;

  private final HttpClient http;
  private final URI service;

  ServiceCaller(HttpClient http, URI service) {
    this.http = http;
    this.service = service;
  }

  /** Calls an operation that is never declined. */
  <T> T call(String operation, Object body, StepContext step, Class<T> type) {
    return call(operation, body, step, type, UnknownOutcomeException::new);
  }

  /** Calls an operation that may be declined, which is told by the given exception. */
  <T, X extends Exception> T call(
      String operation, Object body, StepContext step, Class<T> type, Function<String, X> declined)
      throws X {
    HttpResponse<String> response =
        send(
            request(operation, body)
                .header(Headers.IDEMPOTENCY_KEY, step.idempotencyKey())
                .header(Headers.RUN, step.key())
                .header(Headers.EPOCH, Long.toString(step.epoch())));
    switch (response.statusCode()) {
      case OK:
        return read(response, type);
      case DECLINED:
        throw declined.apply(read(response, Declined.class).reason());
      case UNAVAILABLE:
        Optional<Duration> wait = retryAfter(response);
        if (wait.isPresent()) {
          throw step.retryLater(wait.get());
        }
        throw unexpected(response);
      default:
        throw unexpected(response);
    }
  }

  /** Undoes a call that is named by its idempotency key, or by the id it was answered with. */
  void undo(String operation, String of) {
    HttpResponse<String> response = send(request(operation, new UndoRequest(of)));
    if (response.statusCode() != OK) {
      throw unexpected(response);
    }
  }

  private HttpRequest.Builder request(String operation, Object body) {
    return HttpRequest.newBuilder(service.resolve("/" + operation))
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(Json.write(body)));
  }

  private HttpResponse<String> send(HttpRequest.Builder builder) {
    HttpRequest request = builder.build();
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UnknownOutcomeException(
          "no answer from " + request.uri() + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnknownOutcomeException("interrupted while " + request.uri() + " was called", e);
    }
  }

  private static <T> T read(HttpResponse<String> response, Class<T> type) {
    try {
      return Json.read(response.body(), type);
    } catch (JacksonException e) {
      throw new UnknownOutcomeException("cannot read the answer of " + response.uri(), e);
    }
  }

  /** What a service that is unavailable says about when to come back, in seconds. */
  private static Optional<Duration> retryAfter(HttpResponse<String> response) {
    return response
        .headers()
        .firstValue("Retry-After")
        .filter(value -> value.matches("\\d{1,6}"))
        .map(value -> Duration.ofSeconds(Long.parseLong(value)));
  }

  private static UnknownOutcomeException unexpected(HttpResponse<String> response) {
    return new UnknownOutcomeException(
        response.uri() + " answered " + response.statusCode() + " " + response.body());
  }
}
