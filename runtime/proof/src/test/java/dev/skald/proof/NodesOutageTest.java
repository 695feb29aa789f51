package dev.skald.proof;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Blow after blow, at random moments while runs of all sagas are under way, on workers that share a
 * journal in PostgreSQL, on the server, and on the ways to it. Whoever is killed is followed by
 * another one; who was frozen or cut off for longer than three leases goes on where it was, and
 * thinks that it owns what it owned.
 */
@EnabledIfSystemProperty(named = "skald.long", matches = "true")
@Execution(ExecutionMode.CONCURRENT)
class NodesOutageTest {

  private static final int WORKERS = 3;

  /** The longest that a worker on a slow way waits for one answer: less than its lease. */
  private static final int SLOW_MILLIS = 60;

  private static final int LONGEST_LIFE = 60;

  /** Each once in a round; fewer than the adoptions without progress that set a run aside. */
  private enum Blow {
    FREEZE,
    CUT_OFF,
    KILL,
    CUT,
    SLOW_DOWN,
    KILL_SERVER,
    RESTART_SERVER
  }

  @Test
  void no_blow_loses_or_doubles_anything() {
    int rounds = Traffic.rounds();
    Tally total =
        Traffic.play(
            "NodesOutageTest",
            (name, seed) -> Nodes.breakable(name, seed, Traffic.LEASE),
            rounds,
            NodesOutageTest::play);
    total.atLeast("kills", total.kills, rounds);
    total.atLeast("freezes", total.freezes, rounds);
    total.atLeast("outages", total.outages, 4 * rounds);
  }

  private static void play(Traffic traffic) {
    List<Blow> blows = new ArrayList<>(List.of(Blow.values()));
    while (!blows.isEmpty()) {
      while (traffic.nodes.count() < WORKERS) {
        traffic.nodes.raise();
      }
      traffic.flow(LONGEST_LIFE);
      strike(traffic, blows.remove(traffic.random.nextInt(blows.size())));
    }
    traffic.letReturn();
  }

  private static void strike(Traffic traffic, Blow blow) {
    Nodes nodes = traffic.nodes;
    int number = traffic.pick();
    switch (blow) {
      case FREEZE -> traffic.goAway(() -> nodes.freeze(number), () -> nodes.thaw(number));
      case CUT_OFF -> traffic.goAway(() -> nodes.cutOff(number), () -> nodes.mend(number));
      case KILL -> nodes.kill(number);
      case CUT -> nodes.cut(number);
      case SLOW_DOWN -> nodes.slowDown(number, 1 + traffic.random.nextInt(SLOW_MILLIS));
      default -> nodes.restartServer(blow == Blow.KILL_SERVER);
    }
  }
}
