package dev.skald.benchmarks;

import dev.skald.runtime.plan.Call;
import dev.skald.runtime.plan.InputRef;
import dev.skald.runtime.plan.SagaPlan;
import dev.skald.runtime.plan.StepRef;
import dev.skald.runtime.support.SagaSpec;
import dev.skald.runtime.support.StepSpec;
import dev.skald.runtime.support.UndoSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.LongStream;

/**
 * A saga of any number of steps, planned as the compiler plans an annotated class: each step has a
 * timeout, all but the pivot have an undo, and steps take each other's results. The steps do
 * nothing but check what they are given, and count. Safe for use by any thread.
 */
final class Shape {

  private static final InputRef<Parcel> INPUT = InputRef.of(Parcel.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final List<StepRef<Parcel>> refs = new ArrayList<>();
  private final List<LongAdder> counts = new ArrayList<>();
  private final SagaPlan<Shape> plan;
  private final int stepsOnPath;
  private final String text;

  private Shape(int steps, boolean sideBySide, int bytes) {
    text = Parcel.text(bytes);
    for (int i = 0; i < steps; i++) {
      refs.add(StepRef.of(i, "step" + i, Parcel.class));
      counts.add(new LongAdder());
    }
    plan = sideBySide ? fan() : chain();
    stepsOnPath = sideBySide ? 2 : steps;
  }

  /** Steps one after the other, each of which takes the result of the one before. */
  static Shape chain(int steps, int bytes) {
    return new Shape(steps, false, bytes);
  }

  /** Steps side by side, and a last one that takes the results of all. */
  static Shape fan(int width, int bytes) {
    return new Shape(width + 1, true, bytes);
  }

  private SagaPlan<Shape> chain() {
    SagaSpec<Shape> spec = SagaSpec.of("chain", 1, INPUT);
    for (int i = 0; i < refs.size(); i++) {
      int place = i;
      StepSpec<Shape> step =
          StepSpec.of(
              refs.get(i), (shape, call) -> shape.one(place, shape.before(place, call), place));
      spec.step(i == 0 ? limited(step, i) : limited(step.after(refs.get(i - 1)), i));
    }
    return spec.pivot(refs.get(refs.size() - 1)).plan();
  }

  private SagaPlan<Shape> fan() {
    int width = refs.size() - 1;
    SagaSpec<Shape> spec = SagaSpec.of("fan", 1, INPUT);
    for (int i = 0; i < width; i++) {
      int place = i;
      StepSpec<Shape> step =
          StepSpec.of(refs.get(i), (shape, call) -> shape.one(place, call.input(INPUT), 0));
      spec.step(limited(step, i));
    }
    StepRef<?>[] all = refs.subList(0, width).toArray(StepRef<?>[]::new);
    StepSpec<Shape> join = StepSpec.of(refs.get(width), (shape, call) -> shape.join(call));
    return spec.step(limited(join.after(all), width)).pivot(refs.get(width)).plan();
  }

  private StepSpec<Shape> limited(StepSpec<Shape> step, int place) {
    step.timeout(TIMEOUT);
    boolean pivot = place == refs.size() - 1;
    return pivot
        ? step
        : step.undo(
            UndoSpec.<Shape>of("undo" + place, (shape, call) -> shape.neverUndone(place))
                .needsResult()
                .timeout(TIMEOUT));
  }

  private Parcel before(int place, Call call) {
    return place == 0 ? call.input(INPUT) : call.result(refs.get(place - 1));
  }

  private Parcel one(int place, Parcel given, int stepsBefore) {
    requireWhole(given, stepsBefore);
    counts.get(place).increment();
    return given.next();
  }

  private Parcel join(Call call) {
    int last = refs.size() - 1;
    List<Parcel> given = refs.subList(0, last).stream().map(call::result).toList();
    given.forEach(parcel -> requireWhole(parcel, 1));
    return one(last, given.get(0), 1);
  }

  private Object neverUndone(int place) {
    throw new IllegalStateException("Step " + place + " is undone, although no step fails");
  }

  /** Refuses a parcel that is not what the steps before must have made of it. */
  private void requireWhole(Parcel parcel, int stepsBefore) {
    if (parcel.step() != stepsBefore || !parcel.text().equals(text)) {
      throw new IllegalStateException(
          "A parcel after " + stepsBefore + " steps says that it has had " + parcel.step());
    }
  }

  SagaPlan<Shape> plan() {
    return plan;
  }

  /** The input of a run. */
  Parcel input(String id) {
    return new Parcel(id, 0, text);
  }

  /** Whether a run's result is what it must be. */
  boolean made(Parcel result, String id) {
    return result.equals(new Parcel(id, stepsOnPath, text));
  }

  /** How often each step took place so far. */
  long[] counts() {
    return counts.stream().mapToLong(LongAdder::sum).toArray();
  }

  /** What its runs must leave behind: a start and a result of each step. */
  Books.Due due() {
    return new Books.Due(
        refs.stream().map(StepRef::name).toList(),
        sagas -> LongStream.generate(() -> sagas).limit(refs.size()).toArray(),
        refs.size() + 1);
  }
}
