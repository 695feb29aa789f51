package dev.skald.simulation;

import dev.skald.simulation.Fault.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;

/**
 * What a seed means: how many nodes, what clients do, what goes wrong. A random half of the kinds
 * of faults is switched on, because faults of one kind can hide what others would show. In some
 * they all come within a short time: what two nodes do at once to one thing is seen there. Some
 * {@linkplain Themes have a theme} instead.
 *
 * @param seed the seed, from which chance in the simulation follows, too
 * @param joins when each node starts first; one owns everything if there is one
 * @param faults what goes wrong
 * @param deeds what clients do
 */
record Scenario(long seed, List<Long> joins, List<Fault> faults, List<Deed> deeds) {

  /** Until then things go wrong. */
  static final long TROUBLE_MILLIS = 90_000;

  private static final int MAX_NODES = 5;
  private static final int MAX_FAULTS = 20;
  private static final int MAX_RUNS = 24;
  private static final long SHORT_MILLIS = 15_000;

  static Scenario of(long seed) {
    return Themes.isMeant(seed) ? Themes.of(seed) : byChance(seed);
  }

  private static Scenario byChance(long seed) {
    SplittableRandom random = random(seed);
    int nodes = Cluster.SEVERAL ? 1 + random.nextInt(MAX_NODES) : 1;
    Set<Kind> on = EnumSet.noneOf(Kind.class);
    for (Kind kind : Kind.values()) {
      if (random.nextBoolean()) {
        on.add(kind);
      }
    }
    List<Fault> faults = faults(random, nodes, on);
    List<Deed> deeds = deeds(random, nodes, faults);
    return new Scenario(seed, joins(random, nodes), faults, deeds);
  }

  /** The first is there from the beginning, and most others are. */
  private static List<Long> joins(SplittableRandom random, int nodes) {
    List<Long> joins = new ArrayList<>();
    for (int i = 0; i < nodes; i++) {
      boolean late = i > 0 && random.nextInt(4) == 0;
      joins.add(late ? random.nextLong(TROUBLE_MILLIS) : 0);
    }
    return List.copyOf(joins);
  }

  int nodes() {
    return joins.size();
  }

  /** Neighbouring seeds would give the same numbers, one further each. */
  static SplittableRandom random(long seed) {
    return new SplittableRandom(new SplittableRandom(seed).nextLong());
  }

  private static List<Fault> faults(SplittableRandom random, int nodes, Set<Kind> on) {
    List<Fault> faults = new ArrayList<>();
    List<Kind> kinds = List.copyOf(on.stream().sorted().toList());
    int count = kinds.isEmpty() ? 0 : 2 + random.nextInt(MAX_FAULTS);
    boolean all = random.nextInt(3) > 0;
    long begin = all ? 0 : random.nextLong(TROUBLE_MILLIS - SHORT_MILLIS - 5_000);
    for (int i = 0; i < count; i++) {
      Kind kind = kinds.get(random.nextInt(kinds.size()));
      long at = begin + random.nextLong(all ? TROUBLE_MILLIS - 5_000 : SHORT_MILLIS);
      double strength = kind == Kind.STORE_GONE ? 1 : 0.1 + 0.9 * random.nextDouble();
      faults.add(new Fault(kind, at, length(random, kind), random.nextInt(nodes), strength));
    }
    faults.sort(Comparator.comparingLong(Fault::at));
    return List.copyOf(faults);
  }

  /** Short, long, or about as long as a lease. */
  private static long length(SplittableRandom random, Kind kind) {
    long lease = Cluster.LEASE.toMillis();
    if (kind == Kind.FREEZE && random.nextBoolean()) {
      return lease - 2_000 + random.nextLong(5_000);
    }
    return 200 + random.nextLong(random.nextBoolean() ? 3_000 : 2 * lease);
  }

  private static List<Deed> deeds(SplittableRandom random, int nodes, List<Fault> faults) {
    List<Deed> deeds = new ArrayList<>();
    int runs = 1 + random.nextInt(MAX_RUNS);
    for (int i = 0; i < runs; i++) {
      SagaShape saga = SagaShape.ALL.get(random.nextInt(SagaShape.ALL.size()));
      // What is set aside keeps its locks for ever, and others would wait for them.
      boolean mayBePoisoned = saga == SagaShape.TRIP || saga == SagaShape.CHAIN;
      boolean poisoned = mayBePoisoned && random.nextInt(6) == 0;
      String key = (poisoned ? TextCodec.POISON : "run") + i;
      long at = start(random, faults);
      deeds.add(new Deed(Deed.Kind.START, at, random.nextInt(nodes), saga, key, "once"));
      if (random.nextInt(3) == 0) {
        long again = at + random.nextLong(random.nextBoolean() ? 10 : 20_000);
        deeds.add(new Deed(Deed.Kind.START, again, random.nextInt(nodes), saga, key, "again"));
      }
      more(random, nodes, deeds, saga, key, at);
    }
    deeds.sort(Comparator.comparingLong(Deed::at));
    return List.copyOf(deeds);
  }

  /** Any time, or just before something goes wrong. */
  private static long start(SplittableRandom random, List<Fault> faults) {
    if (faults.isEmpty() || random.nextInt(3) == 0) {
      return random.nextLong(TROUBLE_MILLIS * 2 / 3);
    }
    Fault fault = faults.get(random.nextInt(faults.size()));
    return Math.max(0, fault.at() - 600 + random.nextLong(1_000));
  }

  private static void more(
      SplittableRandom random, int nodes, List<Deed> deeds, SagaShape saga, String key, long at) {
    if (random.nextInt(4) == 0) {
      long then = at + random.nextLong(random.nextBoolean() ? 500 : 40_000);
      deeds.add(new Deed(Deed.Kind.CANCEL, then, random.nextInt(nodes), saga, key, ""));
    }
    if (random.nextInt(3) == 0) {
      deeds.add(new Deed(Deed.Kind.AWAIT, at + 50, random.nextInt(nodes), saga, key, ""));
    }
    if (random.nextInt(4) == 0) {
      long then = at + random.nextLong(60_000);
      deeds.add(new Deed(Deed.Kind.FIND, then, random.nextInt(nodes), saga, key, ""));
    }
    if (!saga.signalSteps().isEmpty() && random.nextInt(4) > 0) {
      long first = Math.max(0, at - 500 + random.nextLong(random.nextBoolean() ? 1_000 : 50_000));
      int times = 1 + random.nextInt(3);
      for (int i = 0; i < times; i++) {
        long then = first + random.nextLong(random.nextBoolean() ? 20 : 10_000);
        String id = random.nextBoolean() ? "event" : "event" + i;
        deeds.add(new Deed(Deed.Kind.SIGNAL, then, random.nextInt(nodes), saga, key, id));
      }
    }
  }

  Scenario with(List<Fault> fewerFaults, List<Deed> fewerDeeds) {
    return new Scenario(seed, joins, fewerFaults, fewerDeeds);
  }

  /** Whether a kind of fault is in it. */
  boolean has(Predicate<Kind> wanted) {
    return faults.stream().map(Fault::kind).anyMatch(wanted);
  }

  /** One line for each fault and each deed, in their order. */
  String told() {
    StringBuilder text = new StringBuilder(nodes() + " node(s)\n");
    for (int i = 0; i < nodes(); i++) {
      if (joins.get(i) > 0) {
        text.append("  node").append(i).append(" joins at ").append(joins.get(i)).append('\n');
      }
    }
    faults.forEach(fault -> text.append("  fault: ").append(fault).append('\n'));
    deeds.forEach(deed -> text.append("  client: ").append(deed).append('\n'));
    return text.toString();
  }
}
