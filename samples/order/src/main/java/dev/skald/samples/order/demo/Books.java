package dev.skald.samples.order.demo;

import dev.skald.samples.order.wire.Entry;
import dev.skald.samples.order.wire.Entry.Event;
import dev.skald.samples.order.wire.Json;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The books of all services at one moment. What the orchestrator believes is not in them.
 *
 * @param orders the order service's
 * @param stock the stock service's
 * @param payments the payment service's
 * @param carrier the carrier's
 */
record Books(List<Entry> orders, List<Entry> stock, List<Entry> payments, List<Entry> carrier) {

  Books {
    orders = List.copyOf(orders);
    stock = List.copyOf(stock);
    payments = List.copyOf(payments);
    carrier = List.copyOf(carrier);
  }

  /** Everything, in the order in which it happened. */
  List<Entry> all() {
    return Stream.of(orders, stock, payments, carrier)
        .flatMap(List::stream)
        .sorted(Comparator.comparing(Entry::at))
        .toList();
  }

  /** What happened to one operation in one run. */
  List<Entry> of(String run, String operation, Event event) {
    return all().stream()
        .filter(e -> e.run().equals(run))
        .filter(e -> e.operation().equals(operation))
        .filter(e -> e.event() == event)
        .toList();
  }

  /** What an operation of a run was answered with when it took effect. */
  <T> Optional<T> effect(String run, String operation, Class<T> type) {
    return of(run, operation, Event.EFFECT).stream()
        .map(e -> Json.read(e.answer(), type))
        .findFirst();
  }

  /** The effects of an operation that were not undone. */
  static List<Entry> standing(List<Entry> service, String operation) {
    Set<String> undone = new HashSet<>();
    service.stream().filter(e -> e.event() == Event.UNDONE).forEach(e -> undone.add(e.key()));
    return effects(service, operation).filter(e -> !undone.contains(e.key())).toList();
  }

  /** The effects of an operation, undone or not. */
  static Stream<Entry> effects(List<Entry> service, String operation) {
    return service.stream()
        .filter(e -> e.event() == Event.EFFECT)
        .filter(e -> e.operation().equals(operation));
  }
}
