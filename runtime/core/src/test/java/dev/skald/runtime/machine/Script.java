package dev.skald.runtime.machine;

import dev.skald.runtime.machine.Input.Verb;
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
 * @param deadline when the run turns back, in milliseconds after its start; 0 for never
 * @param order the seed of the order in which replies arrive; 0 for the order of the calls
 */
record Script(
    List<Fault> faults,
    List<Disturbance> disturbances,
    List<Help> help,
    long deadline,
    long order) {

  /** Nothing happens. */
  static final Script HAPPY = new Script(List.of(), List.of(), List.of(), 0, 0);

  /**
   * What one step or undo meets at its next call for which no earlier fault is planned.
   *
   * @param step the step's index
   * @param undo whether its undo meets it
   * @param reply what it meets
   */
  record Fault(int step, boolean undo, Reply reply) {}

  /** Kinds of disturbance. */
  enum Trouble {
    CANCEL,
    CRASH,
    CRASH_LOOP,
    REPEATED_RESULT,
    EARLY_WAKE,
    MEDDLING
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
    for (int step = 0; step < shape.steps().size(); step++) {
      while (random.nextInt(8) < ofSteps) {
        faults.add(new Fault(step, false, pick(random, Reply.values())));
      }
      while (random.nextInt(8) < ofUndos) {
        faults.add(new Fault(step, true, pick(random, Reply.values())));
      }
    }
    if (random.nextBoolean()) {
      faults.add(new Fault(random.nextInt(shape.steps().size()), false, Reply.REJECT));
    }
    List<Disturbance> disturbances = new ArrayList<>();
    while (random.nextInt(2) == 0) {
      int after = random.nextInt(1, 3 * shape.steps().size() + 3);
      disturbances.add(new Disturbance(after, pick(random, Trouble.values())));
    }
    List<Help> help = new ArrayList<>();
    while (random.nextInt(5) > 0) {
      help.add(new Help(pick(random, Verb.values()), random.nextInt(100)));
    }
    long deadline = random.nextInt(4) == 0 ? random.nextLong(1, 8_000) : 0;
    return new Script(faults, disturbances, help, deadline, random.nextLong(1, 1_000_000));
  }

  static <T> T pick(SplittableRandom random, T[] values) {
    return values[random.nextInt(values.length)];
  }

  Script faults(List<Fault> others) {
    return new Script(others, disturbances, help, deadline, order);
  }

  Script disturbances(List<Disturbance> others) {
    return new Script(faults, others, help, deadline, order);
  }

  Script help(List<Help> others) {
    return new Script(faults, disturbances, others, deadline, order);
  }

  Script deadline(long other) {
    return new Script(faults, disturbances, help, other, order);
  }

  Script order(long other) {
    return new Script(faults, disturbances, help, deadline, other);
  }

  @Override
  public String toString() {
    return "  faults "
        + faults.stream()
            .map(f -> (f.undo ? "undo of " : "") + "s" + f.step + " " + f.reply)
            .collect(Collectors.joining(", ", "[", "]"))
        + "\n  disturbances "
        + disturbances
        + "\n  help "
        + help
        + "\n  deadline "
        + (deadline == 0 ? "none" : deadline + " ms")
        + ", order "
        + order;
  }
}
