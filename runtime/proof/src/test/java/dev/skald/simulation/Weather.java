package dev.skald.simulation;

import dev.skald.simulation.Fault.Kind;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** The faults of one simulation: which of them are in force, and which have done something. */
final class Weather {

  private final Timeline timeline;
  private final SplittableRandom random;
  private final List<Fault> faults;
  private final Map<Kind, Integer> fired = new EnumMap<>(Kind.class);
  private boolean over;

  Weather(Timeline timeline, SplittableRandom random, List<Fault> faults) {
    this.timeline = timeline;
    this.random = random;
    this.faults = faults;
  }

  /** From now on nothing goes wrong. */
  void calmDown() {
    over = true;
  }

  boolean isOver() {
    return over;
  }

  /** Whether a fault of a node is in force. */
  boolean strikes(Kind kind, int node) {
    Fault fault = inForce(kind, node);
    return fault != null && random.nextDouble() < fault.strength();
  }

  /** The same for what does not concern a node. */
  boolean strikes(Kind kind) {
    return strikes(kind, -1);
  }

  private @Nullable Fault inForce(Kind kind, int node) {
    if (over) {
      return null;
    }
    for (Fault fault : faults) {
      boolean now = fault.at() <= timeline.now() && timeline.now() < fault.at() + fault.length();
      if (fault.kind() == kind && now && (node < 0 || fault.node() == node)) {
        return fault;
      }
    }
    return null;
  }

  /** A fault has done something. */
  void fired(Kind kind) {
    fired.merge(kind, 1, Integer::sum);
  }

  Map<Kind, Integer> fired() {
    return fired;
  }

  boolean coin() {
    return random.nextBoolean();
  }

  /** A random time, from 0 to less than the bound. */
  long millis(long bound) {
    return random.nextLong(bound);
  }

  boolean oneIn(int chances) {
    return random.nextInt(chances) == 0;
  }
}
