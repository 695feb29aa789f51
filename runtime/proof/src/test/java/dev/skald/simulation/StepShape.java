package dev.skald.simulation;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A step as the simulator sees it: the plan is made from it, and the oracle judges by it.
 *
 * @param name its name
 * @param after what it waits for
 * @param undo what its undo takes
 * @param traits everything else
 */
record StepShape(String name, List<String> after, Undo undo, Set<Trait> traits) {

  /** How many items a list has. */
  static final int ITEMS = 3;

  /** How long a step with {@link Trait#DELAY} waits. */
  static final long DELAY_MILLIS = 20_000;

  /** How long a step with {@link Trait#SIGNAL_IN_TIME} waits. */
  static final long SIGNAL_MILLIS = 45_000;

  enum Undo {
    /** There is none. */
    NONE,
    OUTCOME,
    RESULT,
    NOTHING
  }

  enum Trait {
    /** Its service completes a stage; otherwise the step waits. */
    ASYNC,
    LIST,
    LOCK,
    SIGNAL,
    SIGNAL_IN_TIME,
    DELAY,
    CHILD,
    AT_MOST_ONCE,
    /** Others may run ahead of its record. */
    PIPELINED,
    PIVOT,
    AFTER_PIVOT,
    READ_ONLY,
    /** Its service does not know idempotency keys. */
    KEY_UNAWARE
  }

  static StepShape of(String name, Undo undo, Trait... traits) {
    Set<Trait> all = EnumSet.noneOf(Trait.class);
    all.addAll(Arrays.asList(traits));
    return new StepShape(name, List.of(), undo, all);
  }

  StepShape after(String... steps) {
    return new StepShape(name, List.of(steps), undo, traits);
  }

  boolean has(Trait trait) {
    return traits.contains(trait);
  }

  boolean waitsForSignal() {
    return has(Trait.SIGNAL) || has(Trait.SIGNAL_IN_TIME);
  }
}
