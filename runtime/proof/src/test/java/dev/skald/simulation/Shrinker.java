package dev.skald.simulation;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes a scenario that breaks a rule smaller: leaves out faults and deeds, and keeps what still
 * breaks the same rule. With fewer of them chance takes another course, so each is simulated.
 */
final class Shrinker {

  private static final int MAX_SIMULATIONS = 200;

  private final String rule;
  private Scenario smallest;
  private int simulations;

  private Shrinker(Scenario failing, String rule) {
    this.smallest = failing;
    this.rule = rule;
  }

  static Scenario shrunk(Scenario failing, String verdict) {
    Shrinker shrinker = new Shrinker(failing, rule(verdict));
    shrinker.shrink();
    return shrinker.smallest;
  }

  private static String rule(String verdict) {
    return verdict.substring(0, verdict.indexOf(':'));
  }

  private void shrink() {
    boolean smaller = true;
    while (smaller && simulations < MAX_SIMULATIONS) {
      smaller = false;
      int size = Math.max(smallest.faults().size(), smallest.deeds().size());
      for (int chunk = Math.max(1, size / 2); chunk >= 1; chunk /= 2) {
        smaller |= withoutFaults(chunk) | withoutDeeds(chunk);
      }
    }
  }

  private boolean withoutFaults(int chunk) {
    boolean smaller = false;
    for (int from = 0; from < smallest.faults().size(); ) {
      List<Fault> fewer = without(smallest.faults(), from, chunk);
      boolean failing = isFailing(smallest.with(fewer, smallest.deeds()));
      smaller |= failing;
      from += failing ? 0 : chunk;
    }
    return smaller;
  }

  private boolean withoutDeeds(int chunk) {
    boolean smaller = false;
    for (int from = 0; from < smallest.deeds().size(); ) {
      List<Deed> fewer = without(smallest.deeds(), from, chunk);
      boolean failing = isFailing(smallest.with(smallest.faults(), fewer));
      smaller |= failing;
      from += failing ? 0 : chunk;
    }
    return smaller;
  }

  private static <T> List<T> without(List<T> all, int from, int count) {
    List<T> fewer = new ArrayList<>(all);
    fewer.subList(from, Math.min(all.size(), from + count)).clear();
    return fewer;
  }

  private boolean isFailing(Scenario candidate) {
    if (simulations++ >= MAX_SIMULATIONS) {
      return false;
    }
    @Nullable String verdict = Simulation.of(candidate).verdict();
    boolean failing = verdict != null && rule(verdict).equals(rule);
    if (failing) {
      smallest = candidate;
    }
    return failing;
  }
}
