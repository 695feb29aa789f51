package dev.skald.simulation;

import dev.skald.simulation.Fault.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Scenes that are made for what seldom comes about by chance alone, because several things must
 * happen to one run, in an order, within moments. Each is a chain of such things, with everything
 * about them left to chance but their neighbourhood.
 */
final class Themes {

  /** One scene in so many has a theme. */
  private static final int EVERY = 7;

  private static final int CHAINS = 4;
  private static final long APART_MILLIS = 20_000;

  private final SplittableRandom random;
  private final int nodes;
  private final List<Fault> faults = new ArrayList<>();
  private final List<Deed> deeds = new ArrayList<>();

  private Themes(SplittableRandom random, int nodes) {
    this.random = random;
    this.nodes = nodes;
  }

  /** Whether a seed's scene has a theme. */
  static boolean isMeant(long seed) {
    return Cluster.SEVERAL && Math.floorMod(seed, EVERY) == 0;
  }

  static Scenario of(long seed) {
    SplittableRandom random = Scenario.random(seed);
    long theme = Math.floorMod(Math.floorDiv(seed, EVERY), 3);
    Themes themes = new Themes(random, theme == 1 ? 2 + random.nextInt(2) : 1);
    for (int i = 0; i < CHAINS; i++) {
      long at = 2_000 + i * APART_MILLIS + random.nextLong(2_000);
      if (theme == 0) {
        themes.ahead(i, at);
      } else if (theme == 1) {
        themes.mail(i, at);
      } else {
        themes.clocks(i, at);
      }
    }
    return themes.scenario(seed);
  }

  private Scenario scenario(long seed) {
    faults.sort(Comparator.comparingLong(Fault::at));
    deeds.sort(Comparator.comparingLong(Deed::at));
    List<Long> joins = Collections.nCopies(nodes, 0L);
    return new Scenario(seed, joins, List.copyOf(faults), List.copyOf(deeds));
  }

  /**
   * An owner calls ahead of records that take long, and is gone before they are durable; the next
   * one does not get through to the service, and turns back.
   */
  private void ahead(int chain, long at) {
    faults.add(new Fault(Kind.STORE_SLOW, at + 200, 9_000, 0, strength()));
    long end = at + 1_500 + random.nextLong(7_000);
    Kind how = random.nextBoolean() ? Kind.ZOMBIE : Kind.CRASH;
    faults.add(new Fault(how, end, 500 + random.nextLong(1_500), 0, 1));
    faults.add(new Fault(Kind.SERVICE_FAILS, end, 5_000, 0, strength()));
    for (int run = 0; run < 4; run++) {
      String key = "ahead" + chain + "-" + run;
      long start = at + random.nextLong(400);
      deed(Deed.Kind.START, start, 0, SagaShape.COURIER, key, "once");
      if (random.nextBoolean()) {
        deed(Deed.Kind.CANCEL, end + random.nextLong(4_000), 0, SagaShape.COURIER, key, "");
      }
    }
  }

  /**
   * Letters are read, and what comes of them is written, while both take long: a letter may be read
   * again, and be told of when it has been answered.
   */
  private void mail(int chain, long at) {
    for (int node = 0; node < nodes; node++) {
      faults.add(new Fault(Kind.STORE_SLOW, at + 1_500, 10_000, node, strength() / 2));
      if (random.nextInt(4) == 0) {
        faults.add(new Fault(Kind.COMMIT_UNKNOWN, at + 1_500, 4_000, node, strength()));
      }
    }
    for (int run = 0; run < 6; run++) {
      SagaShape saga = SagaShape.ALL.get(random.nextInt(SagaShape.ALL.size()));
      String key = "mail" + chain + "-" + run;
      deed(Deed.Kind.START, at + random.nextLong(1_000), random.nextInt(nodes), saga, key, "once");
      for (int i = 0; i < 4; i++) {
        long then = at + 1_500 + random.nextLong(8_000);
        if (saga.signalSteps().isEmpty()) {
          deed(Deed.Kind.CANCEL, then, random.nextInt(nodes), saga, key, "" + i);
        } else {
          String id = "event" + random.nextInt(2);
          deed(Deed.Kind.SIGNAL, then, random.nextInt(nodes), saga, key, id);
        }
      }
    }
  }

  /** A clock jumps while calls that have failed wait to be made again shortly. */
  private void clocks(int chain, long at) {
    faults.add(new Fault(Kind.SERVICE_FAILS, at, 12_000, 0, strength()));
    for (int jump = 0; jump < 3; jump++) {
      long then = at + 500 + random.nextLong(11_000);
      faults.add(new Fault(Kind.CLOCK_JUMP, then, 0, 0, strength()));
    }
    for (int run = 0; run < 6; run++) {
      SagaShape saga = SagaShape.ALL.get(random.nextInt(SagaShape.ALL.size()));
      String key = "clocks" + chain + "-" + run;
      deed(Deed.Kind.START, at + random.nextLong(8_000), 0, saga, key, "once");
    }
  }

  private double strength() {
    return 0.4 + 0.6 * random.nextDouble();
  }

  private void deed(Deed.Kind kind, long at, int node, SagaShape saga, String key, String detail) {
    deeds.add(new Deed(kind, at, node, saga, key, detail));
  }
}
