package dev.skald.proof;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
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

  private static final Duration LEASE = Duration.ofSeconds(1);
  private static final long AWAY_NANOS = LEASE.multipliedBy(3).plusMillis(200).toNanos();
  private static final List<String> SAGAS = List.copyOf(Graph.ALL.keySet());
  private static final int WORKERS = 3;

  /** The longest that a worker on a slow way waits for one answer: less than its lease. */
  private static final int SLOW_MILLIS = 60;

  private static final int ROUNDS = Proof.isLong() ? 20 : 1;
  private static final int UNDER_WAY = 30;
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
    Tally total = new Tally();
    int rounds = Proof.isReplay() ? 1 : ROUNDS;
    for (int i = 0; i < rounds; i++) {
      long seed = Proof.seed();
      Proof.run(
          "NodesOutageTest",
          (name, s) -> Nodes.breakable(name, s, LEASE),
          seed,
          total,
          nodes -> new Round(nodes, new SplittableRandom(seed)).play());
    }
    System.out.println("Outages of nodes: " + total);
    total.atLeast("kills", total.kills, rounds);
    total.atLeast("freezes", total.freezes, rounds);
    total.atLeast("outages", total.outages, 4 * rounds);
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

    /** Whoever is away, {@code null} if nobody is: the others must be able to go on. */
    private @Nullable Away away;

    Round(Nodes nodes, SplittableRandom random) {
      this.nodes = nodes;
      this.random = random;
    }

    void play() {
      List<Blow> blows = new ArrayList<>(List.of(Blow.values()));
      while (!blows.isEmpty()) {
        while (nodes.count() < WORKERS) {
          nodes.raise();
        }
        // Who is alone awake must not be stopped, and who is killed was worth it.
        nodes.await(() -> nodes.awake().size() >= 2);
        keepBusy(1 + random.nextInt(LONGEST_LIFE));
        strike(blows.remove(random.nextInt(blows.size())));
      }
      letReturn();
    }

    private void strike(Blow blow) {
      int number = pick();
      switch (blow) {
        case FREEZE -> goesAway(() -> nodes.freeze(number), () -> nodes.thaw(number));
        case CUT_OFF -> goesAway(() -> nodes.cutOff(number), () -> nodes.mend(number));
        case KILL -> nodes.kill(number);
        case CUT -> nodes.cut(number);
        case SLOW_DOWN -> nodes.slowDown(number, 1 + random.nextInt(SLOW_MILLIS));
        default -> nodes.restartServer(blow == Blow.KILL_SERVER);
      }
    }

    private int pick() {
      List<Integer> awake = nodes.awake();
      return awake.get(random.nextInt(awake.size()));
    }

    private void goesAway(Runnable leaves, Runnable comesBack) {
      letReturn();
      leaves.run();
      away = new Away(System.nanoTime(), comesBack);
    }

    /** Not before its lease has been over for long; the others do not wait meanwhile. */
    private void letReturn() {
      Away who = away;
      if (who == null) {
        return;
      }
      while (System.nanoTime() - who.since < AWAY_NANOS) {
        topUp();
        int before = nodes.heard.events;
        nodes.await(
            () ->
                nodes.heard.events > before
                    || isShort()
                    || System.nanoTime() - who.since >= AWAY_NANOS);
      }
      who.comesBack.run();
      away = null;
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

    /** Since when, and how it comes back. */
    private record Away(long since, Runnable comesBack) {}
  }
}
