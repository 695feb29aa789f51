package dev.skald.proof;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Kills workers that share a journal in PostgreSQL, and stands others still for longer than three
 * leases, at random moments while runs of all sagas are under way. Whoever is killed is followed by
 * another one; whoever was frozen goes on where it was, and thinks that it owns what it owned.
 */
@Execution(ExecutionMode.CONCURRENT)
class NodesKillLoopTest {

  private static final int WORKERS = 3;

  /** Less than the number of adoptions without progress after which a run is set aside. */
  private static final int BLOWS = 6;

  private static final int LONGEST_LIFE = 80;

  @Test
  void no_kill_and_no_freeze_loses_or_doubles_anything() {
    int rounds = Traffic.rounds();
    Tally total =
        Traffic.play(
            "NodesKillLoopTest",
            (name, seed) -> new Nodes(name, seed, Traffic.LEASE),
            rounds,
            NodesKillLoopTest::play);
    total.atLeast("kills", total.kills, 3 * rounds);
    total.atLeast("freezes", total.freezes, 2 * rounds);
  }

  private static void play(Traffic traffic) {
    Nodes nodes = traffic.nodes;
    for (int i = 0; i < WORKERS; i++) {
      nodes.raise();
    }
    for (int blow = 0; blow < BLOWS; blow++) {
      traffic.flow(LONGEST_LIFE);
      int number = traffic.pick();
      if (blow % 3 == 0) {
        traffic.goAway(() -> nodes.freeze(number), () -> nodes.thaw(number));
      } else {
        nodes.kill(number);
        nodes.raise();
      }
      if (blow % 3 == 2) {
        traffic.letReturn();
      }
    }
  }
}
