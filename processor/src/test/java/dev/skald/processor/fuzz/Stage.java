package dev.skald.processor.fuzz;

import dev.skald.StepContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Where made-up sagas play: their methods tell it of each call, and behave as the script of the run
 * says. Everything that happens to a run is recorded in one order.
 */
public final class Stage {

  /** A payload that tells which run it belongs to. */
  public interface Tagged {

    /** The key of the run. */
    String run();

    /** A number; of an item, its place in the list. */
    int n();
  }

  /** Starts the runs of one saga. Written beside it, with all types of the saga's own. */
  public interface Driver {

    /** Makes the saga known to an engine. */
    void open(dev.skald.runtime.SagaEngine engine, Map<String, Driver> others);

    /** Starts a run. */
    dev.skald.runtime.SagaHandle<?> start(String key);

    /** Brings all events that come. */
    void bring(String key);

    /** The typed view. */
    Optional<?> view(String key);
  }

  enum What {
    CALLED,
    RETURNED,
    DECLINED,
    FAILED,
    UNDO_CALLED,
    UNDO_RETURNED,
    UNDO_FAILED,
    RESULT
  }

  /** Something that happened. */
  record Event(What what, String unit, List<String> arguments, String value, String key) {}

  /** What happened to a run so far, and its script. */
  static final class Play {
    final Script script;
    final String saga;
    private final List<Event> events = new ArrayList<>();
    private final Map<String, Integer> attempts = new ConcurrentHashMap<>();

    Play(String saga, Script script) {
      this.saga = saga;
      this.script = script;
    }

    synchronized void add(Event event) {
      events.add(event);
    }

    synchronized List<Event> events() {
      return List.copyOf(events);
    }

    int attempt(String call) {
      return attempts.merge(call, 1, Integer::sum);
    }
  }

  private static final Map<String, Play> PLAYS = new ConcurrentHashMap<>();

  /** The scripts of runs that other runs start, by the other's key and the saga. */
  private static final Map<String, Script> CHILDREN = new ConcurrentHashMap<>();

  private Stage() {}

  static void register(String key, String saga, Script script) {
    PLAYS.put(key, new Play(saga, script));
  }

  static void registerChild(String parent, String saga, Script script) {
    CHILDREN.put(parent + "/" + saga, script);
  }

  static @Nullable Play play(String key) {
    return PLAYS.get(key);
  }

  static void forget(String key) {
    PLAYS.remove(key);
  }

  /** A call of a step begins. */
  public static Entered enter(
      String saga, String step, @Nullable Object item, Object... arguments) {
    Entered call = entered(saga, step, item, arguments);
    call.begin(What.CALLED, What.FAILED, call.play.script.fault(call.unit).failures());
    return call;
  }

  /** A call of an undo begins. */
  public static Entered undo(String saga, String step, @Nullable Object item, Object... arguments) {
    Entered call = entered(saga, step, item, arguments);
    int failures = call.play.script.undoFaults.getOrDefault(call.unit, 0);
    call.begin(What.UNDO_CALLED, What.UNDO_FAILED, failures);
    return call;
  }

  /** The result of a run is made. */
  public static Entered result(
      String saga, String step, @Nullable Object item, Object... arguments) {
    return entered(saga, step, item, arguments);
  }

  /** Makes values for a run. */
  public static Entered of(String key) {
    Play play = PLAYS.get(key);
    if (play == null) {
      throw new IllegalStateException("Nobody wrote a script for " + key);
    }
    return new Entered(play, key, "", "", List.of(), "", 0);
  }

  private static Entered entered(
      String saga, String step, @Nullable Object item, Object... arguments) {
    String run = "";
    String key = "";
    int place = item instanceof Tagged tagged ? tagged.n() : -1;
    List<String> texts = new ArrayList<>();
    for (Object argument : arguments) {
      if (argument instanceof StepContext context) {
        run = context.key();
        key = context.idempotencyKey();
        place = context.item().orElse(-1);
        texts.add("context");
      } else {
        String told = run.isEmpty() ? run(argument) : run;
        run = PLAYS.containsKey(told) && PLAYS.get(told).saga.equals(saga) ? told : run;
        texts.add(
            argument instanceof java.sql.Connection ? "connection" : String.valueOf(argument));
      }
    }
    Play play = PLAYS.get(run);
    if (play == null || !play.saga.equals(saga)) {
      throw new IllegalStateException("A call for run \"" + run + "\" of " + saga + "." + step);
    }
    String unit = place < 0 ? step : step + "#" + place;
    for (Object argument : arguments) {
      if (argument instanceof java.sql.Connection connection) {
        Ledger.enter(connection, run, unit);
      }
    }
    return new Entered(play, run, step, unit, texts, key, Math.max(place, 0));
  }

  private static String run(Object argument) {
    if (argument instanceof Tagged tagged) {
      return tagged.run();
    }
    if (argument instanceof Optional<?> maybe) {
      return maybe.map(Stage::run).orElse("");
    }
    if (argument instanceof Collection<?> many && !many.isEmpty()) {
      return run(many.iterator().next());
    }
    return argument instanceof String text && PLAYS.containsKey(text) ? text : "";
  }

  /** One call. */
  public static final class Entered {
    private final Play play;
    private final String run;
    private final String step;
    private final String unit;
    private final List<String> arguments;
    private final String key;
    private final int number;
    private boolean undo;
    private int attempt;

    private Entered(
        Play play,
        String run,
        String step,
        String unit,
        List<String> arguments,
        String key,
        int number) {
      this.play = play;
      this.run = run;
      this.step = step;
      this.unit = unit;
      this.arguments = arguments;
      this.key = key;
      this.number = number;
    }

    private void begin(What called, What failed, int failures) {
      undo = called == What.UNDO_CALLED;
      attempt = play.attempt(called + unit);
      play.add(new Event(called, unit, arguments, "", key));
      if (attempt <= failures) {
        play.add(new Event(failed, unit, arguments, "", key));
        throw new IllegalStateException("scripted");
      }
    }

    /** The key of the run. */
    public String run() {
      return run;
    }

    /** A number that goes into what is returned. */
    public int n() {
      return number;
    }

    /** The key of the run's lock. */
    public String lock() {
      return play.script.lock;
    }

    /** Which variant is to be returned. */
    public int variant() {
      return play.script.variants.getOrDefault(step, 0);
    }

    /** A list as long as the script says. */
    public <T> List<T> list(Function<Entered, T> item) {
      return IntStream.range(0, play.script.size)
          .mapToObj(i -> item.apply(new Entered(play, run, step, unit, arguments, key, i)))
          .toList();
    }

    /** Whether the service declines. */
    public boolean declines() {
      Script.Fault fault = play.script.fault(unit);
      boolean declines = fault.declines() && attempt > fault.failures();
      if (declines) {
        play.add(new Event(What.DECLINED, unit, arguments, "", key));
      }
      return declines;
    }

    /** The key under which a child is started. */
    public String child(String saga) {
      PLAYS.computeIfAbsent(key, k -> new Play(saga, CHILDREN.get(run + "/" + saga)));
      play.add(new Event(What.RETURNED, unit, arguments, key, key));
      return key;
    }

    /** The call ends. */
    public void returns() {
      play.add(new Event(undo ? What.UNDO_RETURNED : What.RETURNED, unit, arguments, "", key));
    }

    /** The call ends with a value. */
    public <T> T returns(T value) {
      What what = step.isEmpty() ? What.RESULT : What.RETURNED;
      play.add(new Event(what, unit, arguments, String.valueOf(value), key));
      return value;
    }
  }
}
