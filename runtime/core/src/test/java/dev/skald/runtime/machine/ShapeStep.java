package dev.skald.runtime.machine;

import dev.skald.runtime.plan.InputRef;
import dev.skald.runtime.plan.ItemsRef;
import dev.skald.runtime.plan.RetryPolicy;
import dev.skald.runtime.plan.SignalRef;
import dev.skald.runtime.plan.StepPlan.Effect;
import dev.skald.runtime.plan.StepPlan.Mode;
import dev.skald.runtime.plan.StepRef;
import dev.skald.runtime.plan.UndoPlan.Needs;
import dev.skald.runtime.support.StepSpec;
import dev.skald.runtime.support.UndoSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One step of a {@link Shape}. Each method that takes something answers a changed copy. */
final class ShapeStep implements Cloneable {

  /** What the step waits for behind its dependencies. */
  enum Gate {
    NONE,
    DELAY,
    SIGNAL,
    SIGNAL_OR_FAIL,
    SIGNAL_OR_EMPTY;

    /** A wait that may end by itself is begun and ended, the other only ended. */
    int records() {
      return this == NONE ? 0 : this == SIGNAL ? 1 : 2;
    }
  }

  /** Stands for "runs once" in {@link #source}. */
  static final int NO_LIST = -2;

  private final String name;
  private List<Wait> waits = List.of();
  private Effect effect = Effect.EFFECT;
  private Mode mode = Mode.AT_LEAST_ONCE;
  private boolean pipelined;
  private Gate gate = Gate.NONE;
  private long gateMillis;
  private boolean locks;
  private int source = NO_LIST;
  private int concurrency = 1;
  private int variants;
  private @Nullable Needs undo;
  private int attempts = RetryPolicy.UNLIMITED;
  private int undoAttempts = RetryPolicy.UNLIMITED;
  private long delay;
  private boolean isVoid;

  ShapeStep(String name) {
    this.name = name;
  }

  private ShapeStep with(Consumer<ShapeStep> change) {
    try {
      ShapeStep copy = (ShapeStep) clone();
      change.accept(copy);
      return copy;
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException(e);
    }
  }

  String name() {
    return name;
  }

  List<Wait> waits() {
    return waits;
  }

  ShapeStep waits(List<Wait> others) {
    return with(s -> s.waits = List.copyOf(others));
  }

  ShapeStep waits(Wait another) {
    List<Wait> all = new ArrayList<>(waits);
    all.add(another);
    return waits(all);
  }

  /** The indexes of all steps it waits for. */
  TreeSet<Integer> after() {
    TreeSet<Integer> found = new TreeSet<>();
    waits.forEach(wait -> found.addAll(wait.steps()));
    return found;
  }

  Effect effect() {
    return effect;
  }

  ShapeStep effect(Effect other) {
    return with(
        s -> {
          s.effect = other;
          s.undo = other == Effect.EFFECT ? undo : null;
        });
  }

  Mode mode() {
    return mode;
  }

  /** What may be called once only has one attempt, whatever its policy says. */
  ShapeStep mode(Mode other) {
    return with(
        s -> {
          s.mode = other;
          s.attempts = other == Mode.AT_MOST_ONCE ? 1 : attempts;
        });
  }

  boolean pipelined() {
    return pipelined;
  }

  ShapeStep pipelined(boolean whether) {
    return with(s -> s.pipelined = whether);
  }

  Gate gate() {
    return gate;
  }

  long gateMillis() {
    return gateMillis;
  }

  boolean awaitsSignal() {
    return gate != Gate.NONE && gate != Gate.DELAY;
  }

  ShapeStep gate(Gate other, long millis) {
    return with(
        s -> {
          s.gate = other;
          s.gateMillis = millis;
        });
  }

  boolean locks() {
    return locks;
  }

  ShapeStep locks(boolean whether) {
    return with(s -> s.locks = whether);
  }

  boolean runsForEach() {
    return source != NO_LIST;
  }

  int source() {
    return source;
  }

  int concurrency() {
    return concurrency;
  }

  ShapeStep each(int from, int most) {
    return with(
        s -> {
          s.source = from;
          s.concurrency = most;
        });
  }

  int variants() {
    return variants;
  }

  ShapeStep variants(int count) {
    return with(s -> s.variants = count);
  }

  @Nullable Needs undo() {
    return undo;
  }

  ShapeStep undo(@Nullable Needs needs) {
    return with(s -> s.undo = needs);
  }

  int attempts() {
    return attempts;
  }

  int undoAttempts() {
    return undoAttempts;
  }

  long delay() {
    return delay;
  }

  ShapeStep limits(int ofStep, int ofUndo, long wait) {
    return with(
        s -> {
          s.attempts = mode == Mode.AT_MOST_ONCE ? 1 : ofStep;
          s.undoAttempts = ofUndo;
          s.delay = wait;
        });
  }

  boolean isVoid() {
    return isVoid;
  }

  ShapeStep returnsNothing(boolean whether) {
    return with(s -> s.isVoid = whether);
  }

  private RetryPolicy policy(int max) {
    return new RetryPolicy(max, Duration.ofMillis(delay), Duration.ofHours(1), 1.5, false);
  }

  StepRef<?> ref(int index) {
    return StepRef.of(index, name, isVoid ? void.class : String.class);
  }

  StepSpec<Object> spec(int index, List<StepRef<?>> refs, InputRef<?> input, List<ShapeStep> all) {
    StepSpec<Object> spec = StepSpec.of(refs.get(index), (saga, call) -> null);
    waits.forEach(wait -> wait.tell(spec, refs));
    spec.variants(Wait.classes(variants)).retry(policy(attempts));
    switch (effect) {
      case NONE -> spec.readOnly();
      case IRREVERSIBLE -> spec.irreversible();
      case EFFECT -> {}
    }
    switch (mode) {
      case AT_MOST_ONCE -> spec.atMostOnce();
      case TRANSACTIONAL -> spec.transactional();
      case CHILD -> spec.child();
      case AT_LEAST_ONCE -> {}
    }
    if (pipelined) {
      spec.pipelined();
    }
    SignalRef<?> signal = SignalRef.of(refs.get(index), name, String.class);
    Duration wait = Duration.ofMillis(gateMillis);
    switch (gate) {
      case DELAY -> spec.delay(wait);
      case SIGNAL -> spec.signal(signal);
      case SIGNAL_OR_FAIL -> spec.signalOrFail(signal, wait);
      case SIGNAL_OR_EMPTY -> spec.signalOrEmpty(signal, wait);
      case NONE -> {}
    }
    if (locks) {
      spec.exclusive("lock", call -> "key");
    }
    if (runsForEach()) {
      spec.each(items(refs, input, all), concurrency);
    }
    if (undo != null && mode != Mode.CHILD) {
      UndoSpec<Object> undoSpec = UndoSpec.of("undo-" + name, (saga, call) -> null);
      undoSpec.retry(policy(undoAttempts));
      spec.undo(
          undo == Needs.RESULT
              ? undoSpec.needsResult()
              : undo == Needs.OUTCOME ? undoSpec.takesOutcome() : undoSpec);
    }
    return spec;
  }

  private ItemsRef<?> items(List<StepRef<?>> refs, InputRef<?> input, List<ShapeStep> all) {
    return source == ItemsRef.INPUT
        ? ItemsRef.of(input, value -> List.of())
        : all.get(source).runsForEach()
            ? ItemsRef.resultsOf(refs.get(source))
            : ItemsRef.of(refs.get(source), value -> List.of());
  }

  String text(boolean pivot) {
    StringBuilder text = new StringBuilder(name);
    text.append(isVoid ? " void" : "").append(pivot ? " PIVOT" : "");
    text.append(effect == Effect.EFFECT ? "" : " " + effect);
    text.append(mode == Mode.AT_LEAST_ONCE ? "" : " " + mode);
    text.append(pipelined ? " PIPELINED" : "");
    text.append(variants == 0 ? "" : ", " + variants + " variants");
    waits.forEach(wait -> text.append(", ").append(wait));
    text.append(gate == Gate.NONE ? "" : ", " + gate + " " + gateMillis + " ms");
    text.append(locks ? ", locks" : "");
    text.append(
        runsForEach() ? ", each of " + (source < 0 ? "input" : source) + " by " + concurrency : "");
    text.append(limits(attempts)).append(delay > 1_000 ? ", slow" : "");
    return text + (undo == null ? "" : ", undo(" + undo + limits(undoAttempts) + ")");
  }

  private static String limits(int most) {
    return most == RetryPolicy.UNLIMITED ? "" : ", " + most + " attempts";
  }
}
