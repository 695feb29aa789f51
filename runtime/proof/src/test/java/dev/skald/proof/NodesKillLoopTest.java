package dev.skald.proof;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
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

  private static final Duration LEASE = Duration.ofSeconds(1);
  private static final long FROZEN_NANOS = LEASE.multipliedBy(3).plusMillis(200).toNanos();
  private static final List<String> SAGAS = List.copyOf(Graph.ALL.keySet());
  private static final int WORKERS = 3;

  /** Less than the number of adoptions without progress after which a run is set aside. */
  private static final int BLOWS = 6;

  private static final int ROUNDS = Proof.isLong() ? 20 : 1;
  private static final int UNDER_WAY = 30;
  private static final int LONGEST_LIFE = 80;

  @Test
  void no_kill_and_no_freeze_loses_or_doubles_anything() {
    Tally total = new Tally();
    int rounds = Proof.isReplay() ? 1 : ROUNDS;
    for (int i = 0; i < rounds; i++) {
      long seed = Proof.seed();
      Proof.run(
          "NodesKillLoopTest",
          (name, s) -> new Nodes(name, s, LEASE),
          seed,
          total,
          nodes -> new Round(nodes, new SplittableRandom(seed)).play());
    }
    System.out.println("Kill loop of nodes: " + total);
    total.atLeast("kills", total.kills, 3 * rounds);
    total.atLeast("freezes", total.freezes, 2 * rounds);
    total.atLeast("acknowledged runs", total.acknowledged, 40 * rounds);
    total.atLeast("completed runs", total.completed, 15 * rounds);
    total.atLeast("compensated runs", total.compensated, 10 * rounds);
    total.atLeast("repeats because of a kill", total.repeatsOfKills, 10 * rounds);
    total.atLeast("dropped replies", total.drops, 5 * rounds);
    total.atLeast("adoptions", total.adoptions, 20 * rounds);
  }

  /** One journal, blow after blow. */
  private static final class Round {

    private final Nodes nodes;
    private final SplittableRandom random;
    private int frozen;
    private long frozenAt;

    Round(Nodes nodes, SplittableRandom random) {
      this.nodes = nodes;
      this.random = random;
    }

    void play() {
      for (int i = 0; i < WORKERS; i++) {
        nodes.raise();
      }
      for (int blow = 0; blow < BLOWS; blow++) {
        // Who is alone awake must not be frozen, and who is killed was worth it.
        nodes.await(() -> nodes.awake().size() >= 2);
        keepBusy(1 + random.nextInt(LONGEST_LIFE));
        if (blow % 3 == 0) {
          freeze(pick());
        } else {
          nodes.kill(pick());
          nodes.raise();
        }
        if (blow % 3 == 2) {
          thaw();
        }
      }
    }

    private int pick() {
      List<Integer> awake = nodes.awake();
      return awake.get(random.nextInt(awake.size()));
    }

    private void freeze(int number) {
      nodes.freeze(number);
      frozen = number;
      frozenAt = System.nanoTime();
    }

    /** Not before its lease has been over for long; the others do not wait meanwhile. */
    private void thaw() {
      while (System.nanoTime() - frozenAt < FROZEN_NANOS) {
        topUp();
        int before = nodes.heard.events;
        nodes.await(
            () ->
                nodes.heard.events > before
                    || isShort()
                    || System.nanoTime() - frozenAt >= FROZEN_NANOS);
      }
      nodes.thaw(frozen);
    }

    private void keepBusy(int events) {
      int moment = nodes.heard.events + events;
      while (nodes.heard.events < moment) {
        topUp();
        int before = nodes.heard.events;
        nodes.await(() -> nodes.heard.events > before || isShort());
      }
    }

    private boolean isShort() {
      return nodes.heard.open().size() < UNDER_WAY && !nodes.awake().isEmpty();
    }

    private void topUp() {
      while (isShort()) {
        String saga = SAGAS.get(random.nextInt(SAGAS.size()));
        nodes.start(pick(), saga + "/run-" + nodes.heard.asked.size());
      }
    }
  }
}
