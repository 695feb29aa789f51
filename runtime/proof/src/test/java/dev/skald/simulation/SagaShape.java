package dev.skald.simulation;

import static dev.skald.simulation.StepShape.Trait.AFTER_PIVOT;
import static dev.skald.simulation.StepShape.Trait.ASYNC;
import static dev.skald.simulation.StepShape.Trait.AT_MOST_ONCE;
import static dev.skald.simulation.StepShape.Trait.CHILD;
import static dev.skald.simulation.StepShape.Trait.DELAY;
import static dev.skald.simulation.StepShape.Trait.KEY_UNAWARE;
import static dev.skald.simulation.StepShape.Trait.LIST;
import static dev.skald.simulation.StepShape.Trait.LOCK;
import static dev.skald.simulation.StepShape.Trait.PIPELINED;
import static dev.skald.simulation.StepShape.Trait.PIVOT;
import static dev.skald.simulation.StepShape.Trait.READ_ONLY;
import static dev.skald.simulation.StepShape.Trait.SIGNAL;
import static dev.skald.simulation.StepShape.Trait.SIGNAL_IN_TIME;

import dev.skald.simulation.StepShape.Undo;
import java.util.List;

/**
 * A saga as the simulator sees it.
 *
 * @param name its name
 * @param steps its steps, in an order in which they could run
 */
record SagaShape(String name, List<StepShape> steps) {

  /** Side by side, a point of no return, and a way that only leads forward. */
  static final SagaShape TRIP =
      new SagaShape(
          "trip",
          List.of(
              StepShape.of("hold", Undo.OUTCOME, ASYNC),
              StepShape.of("flight", Undo.RESULT, ASYNC).after("hold"),
              StepShape.of("hotel", Undo.NOTHING, ASYNC, KEY_UNAWARE).after("hold"),
              StepShape.of("pay", Undo.NONE, ASYNC, PIVOT).after("flight", "hotel"),
              StepShape.of("mail", Undo.NONE, ASYNC, AFTER_PIVOT, KEY_UNAWARE).after("pay")));

  /** Can be undone from any place; its services make the steps wait. */
  static final SagaShape CHAIN =
      new SagaShape(
          "chain",
          List.of(
              StepShape.of("one", Undo.RESULT),
              StepShape.of("two", Undo.OUTCOME, AT_MOST_ONCE).after("one"),
              StepShape.of("three", Undo.OUTCOME, ASYNC).after("two"),
              StepShape.of("four", Undo.RESULT, ASYNC).after("three")));

  /** A list, an event, a child, a point of no return. */
  static final SagaShape PARCEL =
      new SagaShape(
          "parcel",
          List.of(
              StepShape.of("pack", Undo.OUTCOME, ASYNC, LIST),
              StepShape.of("approve", Undo.NONE, ASYNC, SIGNAL, READ_ONLY).after("pack"),
              StepShape.of("deliver", Undo.NONE, CHILD).after("approve"),
              StepShape.of("close", Undo.NONE, ASYNC, PIVOT).after("deliver")));

  /** Started by a parcel; the second step may run ahead of the record of the first. */
  static final SagaShape COURIER =
      new SagaShape(
          "courier",
          List.of(
              StepShape.of("ramp", Undo.RESULT, ASYNC, LOCK, PIPELINED),
              StepShape.of("drive", Undo.OUTCOME, ASYNC).after("ramp")));

  /** Times, and an event that may not come in time. */
  static final SagaShape VISIT =
      new SagaShape(
          "visit",
          List.of(
              StepShape.of("invite", Undo.OUTCOME, ASYNC),
              StepShape.of("remind", Undo.NOTHING, ASYNC, DELAY).after("invite"),
              StepShape.of("answer", Undo.OUTCOME, ASYNC, SIGNAL_IN_TIME).after("invite"),
              StepShape.of("seat", Undo.RESULT, ASYNC, LOCK).after("remind", "answer")));

  static final List<SagaShape> ALL = List.of(TRIP, CHAIN, COURIER, PARCEL, VISIT);

  static SagaShape named(String name) {
    return ALL.stream().filter(saga -> saga.name().equals(name)).findFirst().orElseThrow();
  }

  StepShape step(String wanted) {
    return steps.stream().filter(step -> step.name().equals(wanted)).findFirst().orElseThrow();
  }

  int index(String wanted) {
    return steps.indexOf(step(wanted));
  }

  List<StepShape> dependents(StepShape of) {
    return steps.stream().filter(step -> step.after().contains(of.name())).toList();
  }

  List<StepShape> signalSteps() {
    return steps.stream().filter(StepShape::waitsForSignal).toList();
  }
}
