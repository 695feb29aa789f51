package dev.skald.runtime.machine;

import dev.skald.runtime.machine.Input.Verb;
import dev.skald.runtime.plan.StepPlan.Mode;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * Everything outside of the run that is not as it should be. What the script does not speak of goes
 * well.
 *
 * @param faults what calls meet
 * @param disturbances what happens between two decisions
 * @param help what operators do whenever the run is stuck or parked, one after the other
 * @param lots for each step what decides its variant, the length of its list, and whether an event
 *     comes in time
 * @param deadline when the run turns back, in milliseconds after its start; 0 for never
 * @param undone whether the run is the child of one that turns back once this one has completed
 * @param order the seed of the order in which replies arrive; 0 for the order of the calls
 */
record Script(
    List<Fault> faults,
    List<Disturbance> disturbances,
    List<Help> help,
    List<Integer> lots,
    long deadline,
    boolean undone,
    long order) {

  /** Nothing happens; lists are empty, and the first variant is always taken. */
  static final Script HAPPY = new Script(List.of(), List.of(), List.of(), List.of(), 0, false, 0);

  /** Stands for "whichever" in {@link Fault#item()}. */
  static final int ANY = -2;

  /**
   * What the next call is met with for which no earlier fault is planned.
   *
   * @param step the step's index
   * @param item the item's place, or {@link #ANY}
   * @param kind what is called
   * @param reply what it meets
   */
  record Fault(int step, int item, Call.Kind kind, Reply reply) {
    boolean isFor(Call call) {
      return step == call.step() && kind == call.kind() && (item == ANY || item == call.item());
    }
  }

  /** Kinds of disturbance. */
  enum Trouble {
    CANCEL,
    CRASH,
    CRASH_LOOP,
    REPEATED_RESULT,
    EARLY_WAKE,
    MEDDLING,
    SIGNAL,
    SIGNAL_AGAIN,
    LOCKS_FREED,
    PARENT_TURNS_BACK
  }

  /**
   * Something that happens between two decisions.
   *
   * @param after after how many decisions
   * @param trouble what
   */
  record Disturbance(int after, Trouble trouble) {}

  /**
   * What an operator tries.
   *
   * @param verb what
   * @param pick chooses the step: among those the run is stuck at, if there are any
   */
  record Help(Verb verb, int pick) {}

  static Script random(SplittableRandom random, Shape shape) {
    List<Fault> faults = new ArrayList<>();
    int ofSteps = random.nextInt(5);
    int ofUndos = random.nextInt(6);
    int size = shape.steps().size();
    for (int step = 0; step < size; step++) {
      ShapeStep of = shape.steps().get(step);
      faults(random, shape, step, Call.Kind.STEP, ofSteps, faults);
      faults(random, shape, step, Call.Kind.UNDO, ofUndos, faults);
      if (of.locks()) {
        faults(random, shape, step, Call.Kind.LOCK, 5, faults);
      }
      if (of.mode() == Mode.CHILD) {
        faults(random, shape, step, Call.Kind.CHILD, ofSteps, faults);
      }
    }
    if (random.nextBoolean()) {
      faults.add(new Fault(random.nextInt(size), ANY, Call.Kind.STEP, Reply.REJECT));
    }
    List<Disturbance> disturbances = new ArrayList<>();
    while (random.nextInt(2) == 0) {
      int after = random.nextInt(1, 3 * size + 3);
      disturbances.add(new Disturbance(after, pick(random, Trouble.values())));
    }
    while (!shape.signalled().isEmpty() && random.nextInt(3) > 0) {
      Trouble trouble = random.nextBoolean() ? Trouble.SIGNAL : Trouble.SIGNAL_AGAIN;
      disturbances.add(new Disturbance(random.nextInt(1, 3 * size + 3), trouble));
    }
    List<Help> help = new ArrayList<>();
    while (random.nextInt(5) > 0) {
      help.add(new Help(pick(random, Verb.values()), random.nextInt(100)));
    }
    List<Integer> lots = random.ints(size, 0, 6).boxed().toList();
    long deadline = random.nextInt(4) == 0 ? random.nextLong(1, 8_000) : 0;
    boolean undone = random.nextInt(4) == 0;
    return new Script(
        faults, disturbances, help, lots, deadline, undone, random.nextLong(1, 1_000_000));
  }

  /** The same, and the process dies while results are on their way to the journal. */
  Script dying(SplittableRandom random, Shape shape) {
    List<Disturbance> more = new ArrayList<>(disturbances);
    while (random.nextInt(3) > 0) {
      int after = random.nextInt(1, 2 * shape.steps().size() + 2);
      more.add(new Disturbance(after, Trouble.CRASH));
    }
    return disturbances(more);
  }

  private static void faults(
      SplittableRandom random,
      Shape shape,
      int step,
      Call.Kind kind,
      int often,
      List<Fault> faults) {
    List<Reply> replies = Reply.to(kind, shape.steps().get(step).mode());
    while (random.nextInt(8) < often) {
      int item = random.nextInt(4) == 0 && shape.steps().get(step).runsForEach() ? 0 : ANY;
      faults.add(new Fault(step, item, kind, replies.get(random.nextInt(replies.size()))));
    }
  }

  static <T> T pick(SplittableRandom random, T[] values) {
    return values[random.nextInt(values.length)];
  }

  int lot(int step) {
    return step < lots.size() ? lots.get(step) : 0;
  }

  Script faults(List<Fault> others) {
    return new Script(others, disturbances, help, lots, deadline, undone, order);
  }

  Script disturbances(List<Disturbance> others) {
    return new Script(faults, others, help, lots, deadline, undone, order);
  }

  Script help(List<Help> others) {
    return new Script(faults, disturbances, others, lots, deadline, undone, order);
  }

  Script lots(List<Integer> others) {
    return new Script(faults, disturbances, help, others, deadline, undone, order);
  }

  Script deadline(long other) {
    return new Script(faults, disturbances, help, lots, other, undone, order);
  }

  Script undone(boolean other) {
    return new Script(faults, disturbances, help, lots, deadline, other, order);
  }

  Script order(long other) {
    return new Script(faults, disturbances, help, lots, deadline, undone, other);
  }

  @Override
  public String toString() {
    return "  faults "
        + faults.stream()
            .map(
                f ->
                    f.kind
                        + " s"
                        + f.step
                        + (f.item == ANY ? "" : "[" + f.item + "]")
                        + " "
                        + f.reply)
            .collect(Collectors.joining(", ", "[", "]"))
        + "\n  disturbances "
        + disturbances
        + "\n  help "
        + help
        + "\n  lots "
        + lots
        + "\n  deadline "
        + (deadline == 0 ? "none" : deadline + " ms")
        + (undone ? ", undone by its parent" : "")
        + ", order "
        + order;
  }
}
