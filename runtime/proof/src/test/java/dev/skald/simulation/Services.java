package dev.skald.simulation;

import dev.skald.StepContext;
import dev.skald.simulation.Fault.Kind;
import dev.skald.simulation.StepShape.Trait;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The services that the sagas call, each with a book of what took effect. Most of them know
 * idempotency keys: a call that comes twice is done once, and one that comes after its undo is
 * refused.
 */
final class Services {

  private static final String UNDO = ":undo";

  private final Timeline timeline;
  private final Weather weather;
  private final Oracle oracle;
  private final Trace trace;
  private final Map<String, Entry> book = new HashMap<>();
  private final Map<String, Flight> flights = new HashMap<>();
  private long calls;

  Services(Timeline timeline, Weather weather, Oracle oracle, Trace trace) {
    this.timeline = timeline;
    this.weather = weather;
    this.oracle = oracle;
    this.trace = trace;
    oracle.books(this::entry);
  }

  /** What a service has written down under a key. */
  static final class Entry {
    int done;
    int undone;
    boolean stands;
    boolean declined;
  }

  long calls() {
    return calls;
  }

  private @Nullable Entry entry(String key) {
    return book.get(key);
  }

  CompletableFuture<String> call(Process process, StepShape step, StepContext context) {
    begin(process, step, context, false);
    return answer(process, step, context, () -> act(step, context));
  }

  /** The same for a step that waits for its service. */
  String callAndWait(Process process, StepShape step, StepContext context) throws Exception {
    CompletableFuture<String> answer = call(process, step, context);
    if (!answer.isDone()) {
      Timeline.Wait wait = timeline.newWait(process, true);
      answer.whenComplete((value, failure) -> timeline.resume(0, wait));
      timeline.await(wait);
      if (wait.wasInterrupted()) {
        throw new InterruptedException("while waiting for " + step.name());
      }
    }
    try {
      return answer.join();
    } catch (java.util.concurrent.CompletionException e) {
      throw e.getCause() instanceof Exception expected ? expected : e;
    }
  }

  CompletableFuture<Void> undo(Process process, StepShape step, StepContext context) {
    begin(process, step, context, true);
    return answer(process, step, context, () -> actUndo(step, context)).thenApply(text -> null);
  }

  void startsChild(Process process, StepShape step, StepContext context) {
    begin(process, step, context, false);
  }

  /** Or it is not known whether: the call is over. */
  void childIsStarted(StepContext context) {
    flights.remove(context.idempotencyKey());
  }

  private void begin(Process process, StepShape step, StepContext context, boolean undo) {
    process.requireAlive();
    calls++;
    Unit unit = Unit.of(context);
    trace.add(
        timeline.now(),
        process
            + (undo ? " calls the undo of " : " calls ")
            + context.saga()
            + "/"
            + context.key()
            + " "
            + unit
            + ", attempt "
            + context.attempt()
            + ", epoch "
            + context.epoch());
    oracle.called(process, step, context, undo);
    Flight other =
        flights.put(
            context.idempotencyKey(), new Flight(process, oracle.node(process), timeline.now()));
    if (other != null && other.process != process && isUnderWay(other)) {
      oracle.broken(
          "who takes over waits for calls that end in time",
          process + " and " + other.process + " call " + context.idempotencyKey());
    }
  }

  /** A call, and as which node it was made: a process whose lease had lapsed is another one. */
  private record Flight(Process process, @Nullable UUID node, long since) {}

  private boolean isUnderWay(Flight flight) {
    return flight.process.isRunning()
        && flight.process.activeSince() <= flight.since
        && !flight.process.isFrozen()
        && flight.node != null
        && flight.node.equals(oracle.node(flight.process))
        && timeline.now() - flight.since < Sagas.TIMEOUT.toMillis();
  }

  private interface Act {
    String act() throws Exception;
  }

  /** What becomes of a call on its way there, there, and on its way back. */
  private CompletableFuture<String> answer(
      Process process, StepShape step, StepContext context, Act act) {
    CompletableFuture<String> answer = new CompletableFuture<>();
    boolean slow = weather.strikes(Kind.SERVICE_SLOW);
    boolean hangs = weather.strikes(Kind.SERVICE_HANG);
    boolean fails = weather.strikes(Kind.SERVICE_FAILS);
    boolean lost = weather.strikes(Kind.REPLY_LOST);
    boolean reached = !fails && !(hangs && weather.coin());
    note(slow, Kind.SERVICE_SLOW);
    note(hangs, Kind.SERVICE_HANG);
    note(fails, Kind.SERVICE_FAILS);
    note(lost && reached && !hangs, Kind.REPLY_LOST);
    long there = 1 + weather.millis(slow ? 4_000 : weather.oneIn(3) ? 400 : 20);
    long back = 1 + weather.millis(slow ? 1_500 : weather.oneIn(3) ? 400 : 20);
    timeline.after(
        there,
        null,
        "service",
        () -> {
          CompletableFuture<String> result = new CompletableFuture<>();
          if (reached) {
            complete(result, act);
          } else {
            result.completeExceptionally(new IllegalStateException("cannot be reached"));
          }
          if (lost) {
            result.obtrudeException(new IllegalStateException("the reply was lost"));
          }
          if (!hangs) {
            timeline.after(
                back,
                process,
                "reply of " + step.name() + " to " + context.key(),
                () -> {
                  flights.remove(context.idempotencyKey());
                  copy(result, answer);
                });
          }
        });
    return answer;
  }

  private static void copy(CompletableFuture<String> from, CompletableFuture<String> to) {
    from.whenComplete(
        (value, failure) -> {
          if (failure == null) {
            to.complete(value);
          } else {
            to.completeExceptionally(failure);
          }
        });
  }

  private static void complete(CompletableFuture<String> result, Act act) {
    try {
      result.complete(act.act());
    } catch (Exception e) {
      result.completeExceptionally(e);
    }
  }

  private void note(boolean happened, Kind kind) {
    if (happened) {
      weather.fired(kind);
    }
  }

  private String act(StepShape step, StepContext context) throws Rejected {
    String key = context.idempotencyKey();
    Entry entry = book.computeIfAbsent(key, k -> new Entry());
    boolean aware = !step.has(Trait.KEY_UNAWARE);
    if (entry.declined || entry.done == 0 && declines(step, context)) {
      entry.declined = true;
      throw new Rejected("declined " + context.key());
    }
    if (aware && entry.undone > 0) {
      throw new IllegalStateException("undone already");
    }
    if (!aware || entry.done == 0) {
      entry.done++;
      entry.stands = true;
    }
    return valueOf(key);
  }

  /** The same each time, so that a service does not decline what it has done. */
  private boolean declines(StepShape step, StepContext context) {
    if (step.has(Trait.AFTER_PIVOT)) {
      // There is no way back from there: a person would have to decide what the run does.
      return false;
    }
    boolean some = Math.floorMod((context.key() + step.name()).hashCode(), 2) == 0;
    boolean declines = some && weather.strikes(Kind.SERVICE_REJECTS);
    note(declines, Kind.SERVICE_REJECTS);
    return declines;
  }

  static String valueOf(String key) {
    return "did " + key;
  }

  private String actUndo(StepShape step, StepContext context) {
    String key = context.idempotencyKey().replace(UNDO, "");
    Entry entry = book.computeIfAbsent(key, k -> new Entry());
    entry.undone++;
    entry.stands = false;
    return "undid " + key + step.name();
  }
}
