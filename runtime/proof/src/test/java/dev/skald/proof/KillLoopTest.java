package dev.skald.proof;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Kills the worker at random moments while runs of all sagas are under way, and starts it again on
 * the same file. The seed fixes what is started, what trouble the witness makes, and after how many
 * observed events each kill comes; what the processes do meanwhile is theirs.
 */
@Execution(ExecutionMode.CONCURRENT)
class KillLoopTest {

  private static final List<String> SAGAS = List.copyOf(Graph.ALL.keySet());

  /** Less than the number of adoptions without progress after which a run is set aside. */
  private static final int KILLS = 8;

  private static final int ROUNDS = Proof.isLong() ? 60 : 1;
  private static final int UNDER_WAY = 12;

  /** Every third worker may live until no more than these are left: what hangs, can hang. */
  private static final int FEW = 2;

  @Test
  void no_kill_loses_or_doubles_anything() {
    Tally total = new Tally();
    int rounds = Proof.isReplay() ? 1 : ROUNDS;
    for (int i = 0; i < rounds; i++) {
      long seed = Proof.seed();
      Proof.run("KillLoopTest", seed, total, stage -> round(stage, new SplittableRandom(seed)));
    }
    System.out.println("Kill loop: " + total);
    total.atLeast("kills", total.kills, 6 * rounds);
    total.atLeast("acknowledged runs", total.acknowledged, 20 * rounds);
    total.atLeast("completed runs", total.completed, 8 * rounds);
    total.atLeast("compensated runs", total.compensated, 5 * rounds);
    total.atLeast("repeats because of a kill", total.repeatsOfKills, 5 * rounds);
    total.atLeast("dropped replies", total.drops, 5 * rounds);
    total.atLeast("adoptions", total.adoptions, 20 * rounds);
  }

  private static void round(Stage stage, SplittableRandom random) {
    for (int kill = 0; kill < KILLS; kill++) {
      stage.raise("NOWHERE");
      if (kill % 3 == 2) {
        stage.awaitWord("ready");
        topUp(stage, random);
        stage.await(() -> stage.heard.open().size() <= FEW);
        topUp(stage, random);
        stage.await(() -> stage.heard.inFlight() > FEW);
      } else if (random.nextInt(5) == 0 && stage.heard.inFlight() > 0) {
        stage.awaitWord("owns");
      } else {
        keepBusy(stage, random, 1 + random.nextInt(60));
      }
      stage.kill();
    }
  }

  private static void keepBusy(Stage stage, SplittableRandom random, int events) {
    stage.awaitWord("ready");
    int moment = stage.heard.events + events;
    while (stage.heard.events < moment) {
      topUp(stage, random);
      int before = stage.heard.events;
      stage.await(() -> stage.heard.events > before || isShort(stage));
    }
  }

  private static boolean isShort(Stage stage) {
    return stage.heard.open().size() < UNDER_WAY;
  }

  private static void topUp(Stage stage, SplittableRandom random) {
    while (isShort(stage)) {
      String saga = SAGAS.get(random.nextInt(SAGAS.size()));
      stage.start(saga + "/run-" + stage.heard.asked.size());
    }
  }
}
