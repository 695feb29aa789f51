package dev.skald.simulation;

import dev.skald.StepContext;
import dev.skald.runtime.SagaClient;
import dev.skald.runtime.SagaEngine;
import dev.skald.runtime.plan.Call;
import dev.skald.runtime.plan.InputRef;
import dev.skald.runtime.plan.Invoker;
import dev.skald.runtime.plan.ItemsRef;
import dev.skald.runtime.plan.RetryPolicy;
import dev.skald.runtime.plan.SagaPlan;
import dev.skald.runtime.plan.SignalRef;
import dev.skald.runtime.plan.StepRef;
import dev.skald.runtime.support.SagaSpec;
import dev.skald.runtime.support.StepSpec;
import dev.skald.runtime.support.UndoSpec;
import dev.skald.simulation.StepShape.Trait;
import dev.skald.simulation.StepShape.Undo;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The sagas, as one process runs them: each step calls its service. */
final class Sagas {

  static final InputRef<String> INPUT = InputRef.of(String.class);

  /** Runs that take a lock with the same name of these wait for each other. */
  static final int LOCKS = 2;

  private static final ItemsRef<String> ITEMS =
      ItemsRef.of(
          INPUT, input -> IntStream.range(0, StepShape.ITEMS).mapToObj(i -> "item" + i).toList());
  private static final RetryPolicy RETRY =
      new RetryPolicy(3, Duration.ofMillis(300), Duration.ofSeconds(4), 2, true);
  private static final RetryPolicy ENDLESS =
      new RetryPolicy(
          RetryPolicy.UNLIMITED, Duration.ofMillis(300), Duration.ofSeconds(8), 2, true);
  static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final Duration DEADLINE = Duration.ofMinutes(4);

  private final Process process;
  private final Services services;
  private final Map<String, SagaClient<String, String>> clients = new HashMap<>();

  Sagas(Process process, Services services) {
    this.process = process;
    this.services = services;
  }

  void register(SagaEngine engine) {
    for (SagaShape saga : SagaShape.ALL) {
      clients.put(saga.name(), engine.register(plan(saga), this));
    }
  }

  SagaClient<String, String> client(SagaShape saga) {
    SagaClient<String, String> client = clients.get(saga.name());
    if (client == null) {
      throw new ProcessKilled();
    }
    return client;
  }

  static SignalRef<String> signal(StepRef<String> step) {
    return SignalRef.of(step, "event-for-" + step.name(), String.class);
  }

  static StepRef<String> ref(SagaShape saga, String step) {
    return StepRef.of(saga.index(step), step, String.class);
  }

  private SagaPlan<Sagas> plan(SagaShape saga) {
    SagaSpec<Sagas> spec = SagaSpec.<Sagas>of(saga.name(), 1, INPUT);
    if (saga != SagaShape.PARCEL && saga != SagaShape.COURIER) {
      spec.deadline(DEADLINE);
    }
    for (StepShape step : saga.steps()) {
      spec.step(step(saga, step));
      if (step.has(Trait.PIVOT)) {
        spec.pivot(ref(saga, step.name()));
      }
    }
    boolean oneEnd = saga.steps().stream().filter(s -> saga.dependents(s).isEmpty()).count() == 1;
    return (oneEnd ? spec : spec.withoutResult()).plan();
  }

  private StepSpec<Sagas> step(SagaShape saga, StepShape shape) {
    StepRef<String> ref = ref(saga, shape.name());
    StepSpec<Sagas> spec = StepSpec.of(ref, body(shape));
    spec.after(shape.after().stream().map(s -> ref(saga, s)).toArray(StepRef<?>[]::new));
    spec.rejects(Rejected.class).timeout(TIMEOUT);
    spec.retry(shape.has(Trait.AFTER_PIVOT) ? ENDLESS : RETRY);
    for (Trait trait : shape.traits()) {
      add(spec, ref, trait);
    }
    return shape.undo() == Undo.NONE ? spec : spec.undo(undo(shape, ref));
  }

  private static void add(StepSpec<Sagas> spec, StepRef<String> ref, Trait trait) {
    switch (trait) {
      case ASYNC -> spec.async();
      case LIST -> spec.each(ITEMS, 2);
      case LOCK -> spec.exclusive("lock", call -> lock(call.input(INPUT)));
      case SIGNAL -> spec.signal(signal(ref));
      case SIGNAL_IN_TIME ->
          spec.signalOrFail(signal(ref), Duration.ofMillis(StepShape.SIGNAL_MILLIS));
      case DELAY -> spec.delay(Duration.ofMillis(StepShape.DELAY_MILLIS));
      case CHILD -> spec.child();
      case AT_MOST_ONCE -> spec.atMostOnce();
      case PIPELINED -> spec.pipelined();
      case AFTER_PIVOT -> spec.afterPivot();
      case READ_ONLY -> spec.readOnly();
      case PIVOT, KEY_UNAWARE -> {
        // The one is said of the whole saga, and of the other the engine knows nothing.
      }
    }
  }

  /** Which lock a run takes. */
  static int lock(String input) {
    return Math.floorMod(input.hashCode(), LOCKS);
  }

  private static Invoker<Sagas> body(StepShape shape) {
    if (shape.has(Trait.CHILD)) {
      return (sagas, call) -> sagas.startChild(shape, call);
    }
    return shape.has(Trait.ASYNC)
        ? (sagas, call) -> sagas.services.call(sagas.process, shape, call.context())
        : (sagas, call) -> sagas.services.callAndWait(sagas.process, shape, call.context());
  }

  private Object startChild(StepShape shape, Call call) {
    StepContext context = call.context();
    services.startsChild(process, shape, context);
    try {
      return client(SagaShape.COURIER).start(childKey(context.key()), call.input(INPUT));
    } finally {
      services.childIsStarted(context);
    }
  }

  static String childKey(String parent) {
    return "of-" + parent;
  }

  private static UndoSpec<Sagas> undo(StepShape shape, StepRef<String> ref) {
    UndoSpec<Sagas> spec =
        UndoSpec.of(
            "undo-" + shape.name(),
            (sagas, call) -> {
              // Whoever takes something asks for it, as generated code does.
              switch (shape.undo()) {
                case OUTCOME -> call.outcome(ref);
                case RESULT -> call.result(ref);
                case NOTHING, NONE -> call.context();
              }
              return sagas.services.undo(sagas.process, shape, call.context());
            });
    spec.async().retry(ENDLESS).timeout(TIMEOUT);
    return switch (shape.undo()) {
      case OUTCOME -> spec.takesOutcome();
      case RESULT -> spec.needsResult();
      case NOTHING, NONE -> spec;
    };
  }

  /** All the sagas have, for whoever looks at their journals. */
  static List<SagaShape> all() {
    return SagaShape.ALL;
  }
}
