package dev.skald.samples.order.demo;

import dev.skald.runtime.RunState;
import dev.skald.samples.order.wire.Entry;
import dev.skald.samples.order.wire.Entry.Event;
import dev.skald.samples.order.worker.RunReport;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Says whether the services' books balance: an order that stands has its goods, its charge and its
 * parcel exactly once, a cancelled one has nothing, and what the runs say agrees with it.
 *
 * @param doubleEffects how many effects took place once more than they should
 * @param problems what does not balance; empty if everything does
 */
record Audit(int doubleEffects, List<String> problems) {

  Audit {
    problems = List.copyOf(problems);
  }

  static Audit of(Books books, List<RunReport> runs) {
    List<String> problems = new ArrayList<>();
    int doubles = doubleEffects(books);
    if (doubles > 0) {
      problems.add("effects that took place twice: " + doubles);
    }
    Set<String> known = new HashSet<>();
    Books.effects(books.orders(), "createOrder").map(Audit::id).forEach(known::add);
    if (known.isEmpty()) {
      problems.add("no order was placed");
    }
    Set<String> standing = new HashSet<>();
    Books.standing(books.orders(), "createOrder").stream().map(Audit::id).forEach(standing::add);
    checkEach(books.stock(), "reserveStock", known, standing, problems);
    checkEach(books.payments(), "chargePayment", known, standing, problems);
    checkEach(books.carrier(), "ship", known, standing, problems);
    checkRuns(books, runs, standing, problems);
    return new Audit(doubles, problems);
  }

  boolean balances() {
    return problems.isEmpty();
  }

  private static void checkEach(
      List<Entry> service,
      String operation,
      Set<String> known,
      Set<String> standing,
      List<String> problems) {
    List<String> found = Books.standing(service, operation).stream().map(Audit::orderId).toList();
    for (String order : known) {
      long count = found.stream().filter(order::equals).count();
      if (standing.contains(order) && count != 1) {
        problems.add(
            "order " + order + " stands, but " + operation + " took effect " + count + " times");
      }
      if (!standing.contains(order) && count != 0) {
        problems.add("order " + order + " is cancelled, but " + operation + " was not undone");
      }
    }
    found.stream()
        .filter(order -> !known.contains(order))
        .forEach(
            order -> problems.add(operation + " took effect for " + order + ", which is no order"));
  }

  private static void checkRuns(
      Books books, List<RunReport> runs, Set<String> standing, List<String> problems) {
    long completed = 0;
    for (RunReport run : runs) {
      boolean stands =
          books.of(run.key(), "createOrder", Event.EFFECT).stream()
              .anyMatch(e -> standing.contains(id(e)));
      if (!run.state().isEnd()) {
        problems.add("run " + run.key() + " is not at its end: " + run.state());
      } else if (stands != (run.state() == RunState.COMPLETED)) {
        problems.add(
            "run "
                + run.key()
                + " is "
                + run.state()
                + ", but its order "
                + (stands ? "stands" : "does not stand"));
      }
      completed += run.state() == RunState.COMPLETED ? 1 : 0;
    }
    if (completed != standing.size()) {
      problems.add(completed + " runs completed, but " + standing.size() + " orders stand");
    }
  }

  /** Effects with a key, or for an order, that had this effect before. */
  private static int doubleEffects(Books books) {
    Set<String> seen = new HashSet<>();
    int doubles = 0;
    for (Entry entry : books.all()) {
      if (entry.event() == Event.EFFECT) {
        boolean order = entry.operation().equals("createOrder");
        String subject = order ? entry.run() : orderId(entry);
        boolean newKey = seen.add("key " + entry.key());
        boolean newSubject = seen.add(entry.operation() + " " + subject);
        doubles += newKey && newSubject ? 0 : 1;
      }
    }
    return doubles;
  }

  private static String id(Entry entry) {
    return entry.answer().path("id").asString();
  }

  private static String orderId(Entry entry) {
    return entry.answer().path("orderId").asString();
  }
}
