package dev.skald.runtime.machine;

import dev.skald.runtime.RunState;
import dev.skald.runtime.machine.StepProgress.Status;
import java.util.List;
import java.util.SplittableRandom;

/** Events from outside that a simulated run waits for, or does not wait for. */
final class Events {

  private final CheckedMachine machine;
  private final Shape shape;
  private final Script script;
  private final SplittableRandom random;
  private int brought;

  Events(CheckedMachine machine, Shape shape, Script script, SplittableRandom random) {
    this.machine = machine;
    this.shape = shape;
    this.script = script;
    this.random = random;
  }

  /** Whether an event comes before more time passes: whoever waits without limit always gets it. */
  boolean isDue() {
    return machine.status() != RunState.PARKED && !waiting().isEmpty();
  }

  private List<Integer> waiting() {
    return shape.signalled().stream()
        .filter(step -> machine.state().step(step).status() == Status.WAITING)
        .filter(
            step ->
                shape.steps().get(step).gate() == ShapeStep.Gate.SIGNAL
                    || script.lot(step) % 2 == 0)
        .toList();
  }

  Input next(long now) {
    return event(waiting().get(0), "event" + brought++, now);
  }

  /** Early, in time or late. */
  Input any(long now) {
    List<Integer> steps = shape.signalled();
    return steps.isEmpty()
        ? new Input.Woke(now)
        : event(steps.get(random.nextInt(steps.size())), "event" + brought++, now);
  }

  /** The same id for another time, maybe for another step. */
  Input again(long now) {
    List<Integer> steps = shape.signalled();
    return steps.isEmpty()
        ? new Input.Woke(now)
        : event(steps.get(random.nextInt(steps.size())), "event0", now);
  }

  private static Input event(int step, String id, long now) {
    return new Input.Signal(now, step, id, "value of " + id);
  }
}
