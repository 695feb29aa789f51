package dev.skald.proof;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * What the witness does to each call: a pure function of a seed and of names that are the same in
 * every repetition, so that the parent can say beforehand which runs must turn back.
 *
 * <p>Keys of runs with a fixed script begin with {@code plain-}, {@code decline_STEP-}, {@code
 * later_STEP-}, {@code held_STEP-} or {@code race_STEP-}: the step is declined while others are
 * still under way.
 */
final class Script {

  private static final String RACE = "race_";
  private static final String HELD = "held_";

  private final long seed;

  Script(long seed) {
    this.seed = seed;
  }

  /** The trouble a call meets. */
  enum Trouble {
    NONE,
    /** No effect, and no answer: the connection is closed. */
    DROP_BEFORE,
    /** The effect takes place, but the connection is closed. */
    DROP_AFTER,
    /** Nothing happens for a while, then the effect takes place and is answered. */
    HANG_BEFORE,
    /** The effect takes place at once and is answered after a while. */
    HANG_AFTER,
    /** The effect takes place at once and is answered when the witness is told to. */
    HELD,
    /** No effect; the caller is told when to come again. */
    LATER
  }

  /** Which step of a run is declined, always; empty for none. */
  String declined(String saga, String run) {
    List<String> candidates =
        Graph.ALL.get(saga).nodes().stream()
            .filter(Graph.Node::declinable)
            .map(Graph.Node::step)
            .collect(Collectors.toList());
    if (isFixed(run)) {
      String step = run.substring(run.indexOf('_') + 1, run.indexOf('-'));
      return run.startsWith("decline_") || run.startsWith(RACE) ? step : "";
    }
    SplittableRandom random = random(saga, run, "declined");
    return random.nextInt(100) < 40 ? candidates.get(random.nextInt(candidates.size())) : "";
  }

  private static boolean isFixed(String run) {
    return run.startsWith("plain-")
        || run.startsWith("decline_")
        || run.startsWith("later_")
        || run.startsWith(HELD)
        || run.startsWith(RACE);
  }

  /** The trouble that the n-th call (from 0) with one key meets. */
  Trouble trouble(String saga, String run, String step, boolean undo, int n) {
    if (run.startsWith(RACE)) {
      String declined = declined(saga, run);
      boolean first = undo || Graph.ALL.get(saga).isBehind(declined, step);
      return first
          ? Trouble.NONE
          : declined.equals(step) ? Trouble.HANG_BEFORE : Trouble.HANG_AFTER;
    }
    if (isFixed(run)) {
      boolean first = n == 0 && !undo;
      if (first && run.startsWith(HELD + step + "-")) {
        return Trouble.HELD;
      }
      return first && run.startsWith("later_" + step + "-") ? Trouble.LATER : Trouble.NONE;
    }
    SplittableRandom random = random(saga, run, step + undo);
    int dice = random.nextInt(100);
    int calls = dice < 70 ? 0 : dice < 92 ? 1 : 2;
    Trouble trouble = Trouble.NONE;
    for (int i = 0; i <= n && i < calls; i++) {
      trouble = pick(saga, random);
    }
    return n < calls ? trouble : Trouble.NONE;
  }

  private static Trouble pick(String saga, SplittableRandom random) {
    int dice = random.nextInt(100);
    if (saga.equals("trip") && dice < 15) {
      return Trouble.LATER;
    }
    if (dice < 40) {
      return Trouble.DROP_BEFORE;
    }
    if (dice < 60) {
      return Trouble.DROP_AFTER;
    }
    return dice < 80 ? Trouble.HANG_BEFORE : Trouble.HANG_AFTER;
  }

  /**
   * How long a caller is asked to wait: long enough to be journaled, in a run with a fixed script
   * also long enough for another worker to start meanwhile.
   */
  static long laterMillis(String run) {
    return isFixed(run) ? 4_000 : 1_300;
  }

  /** How long a hanging call hangs: longer than an impatient step waits. */
  long hangMillis(String saga, String run, String step) {
    boolean outlasts = run.startsWith(RACE) && !declined(saga, run).equals(step);
    return saga.equals("trip") || outlasts ? 400 : 60;
  }

  private SplittableRandom random(String saga, String run, String what) {
    return new SplittableRandom(seed ^ (saga + '/' + run + '/' + what).hashCode() * 0x9E3779B9L);
  }
}
