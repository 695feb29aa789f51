package dev.skald.runtime.machine;

import dev.skald.runtime.machine.Input.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;

/** An operator who tries this and that, and tells the truth. */
final class Person {

  /** A step, or one item of it. */
  private record Place(int step, int item) {}

  private final CheckedMachine machine;
  private final World world;
  private final Lots lots;
  private final SplittableRandom random;

  Person(CheckedMachine machine, World world, Lots lots, SplittableRandom random) {
    this.machine = machine;
    this.world = world;
    this.lots = lots;
    this.random = random;
  }

  Input.Operate says(Verb verb, long now) {
    return operate(verb, new Place(Event.NO_STEP, Event.NO_ITEM), now);
  }

  /** Looks where something has failed. */
  Input.Operate meddles(Verb verb, int chance, long now) {
    return operate(verb, pick(chance, step -> step.tries().failure() != null), now);
  }

  /** Looks where the run is stuck. */
  Input.Operate helps(Verb verb, int chance, long now) {
    return operate(
        verb, pick(chance, s -> s.isStuckForward() || s.undo() == StepProgress.Undo.FAILED), now);
  }

  /** People mostly look where something is wrong, but not always. */
  private Place pick(int chance, Predicate<StepProgress> isWrong) {
    List<Place> all = new ArrayList<>();
    for (int step = 0; step < machine.plan.steps().size(); step++) {
      all.add(new Place(step, Event.NO_ITEM));
      int items = machine.plan.step(step).each() == null ? 0 : machine.state().items(step);
      for (int item = 0; item < items; item++) {
        all.add(new Place(step, item));
      }
    }
    List<Place> wrong =
        all.stream().filter(p -> isWrong.test(machine.state().at(p.step(), p.item()))).toList();
    boolean any = wrong.isEmpty() || chance % 10 == 9;
    return any ? all.get(chance % all.size()) : wrong.get(chance % wrong.size());
  }

  private Input.Operate operate(Verb verb, Place place, long now) {
    boolean ofRun = verb == Verb.CANCEL || verb == Verb.ABANDON || verb == Verb.RETRY;
    int step = ofRun ? Event.NO_STEP : place.step();
    int item = ofRun ? Event.NO_ITEM : place.item();
    Facts facts = verb == Verb.SUPPLY ? lots.ofStep(step, random.nextInt(12)) : Facts.NONE;
    return new Input.Operate(now, verb, step, item, "by hand", facts, "ann", "because");
  }

  /** What the operator says is true: the services are made to agree before the run is told. */
  Decision decide(Input.Operate said) {
    boolean forward = machine.state().phase() == SagaState.Phase.FORWARD;
    Decision decision = machine.decide(said);
    if (decision.refusal() == null) {
      switch (said.verb()) {
        case MARK_UNDONE -> world.undoneByHand(said.step(), said.item());
        case SUPPLY -> {
          if (forward) {
            world.madeByHand(said.step(), said.item());
          }
        }
        case SKIP -> world.accepted(said.step(), said.item());
        case RETRY -> {
          if (forward) {
            world.mended();
          }
        }
        default -> {}
      }
    }
    return decision;
  }
}
