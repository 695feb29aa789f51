package dev.skald.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Dies while it takes up what a worker left that had died, and while a run waits. */
@Execution(ExecutionMode.CONCURRENT)
class AdoptionTest {

  /** One for each saga: any may be the one of the run. */
  private static final List<String> CLAIMS =
      List.of("CLAIM after 0", "CLAIM after 1", "CLAIM after 2");

  private static final List<String> COMMITS =
      List.of("COMMIT before 0", "COMMIT after 0", "COMMIT before 1", "COMMIT after 1");

  private static final int ATTEMPTS = 5;

  @Test
  void a_run_survives_crashes_during_its_adoption() {
    Tally total = new Tally();
    Proof.run(
        "AdoptionTest",
        Proof.seed(),
        total,
        stage -> {
          // The fifth commit is on the way forward, the twelfth is an undo.
          leave(stage, "chain/decline_eight-forward", "COMMIT after 4");
          CLAIMS.forEach(point -> dieAt(stage, point));
          COMMITS.forEach(point -> dieAt(stage, point));
          stage.calmDown();
          leave(stage, "chain/decline_eight-backward", "COMMIT after 11");
          COMMITS.forEach(point -> dieAt(stage, point));
        });
    System.out.println("Crashes during adoption: " + total);
    total.atLeast("crash points", total.points, 2 + CLAIMS.size() + 2 * COMMITS.size());
    total.atLeast("adoptions", total.adoptions, 6);
  }

  private static void leave(Stage stage, String run, String point) {
    stage.calmDown();
    stage.arm(point);
    stage.start(run);
    assertThat(stage.diesBeforeTheEndOf(run)).isTrue();
  }

  private static void dieAt(Stage stage, String point) {
    stage.raise(point);
    assertThat(stage.diesBeforeTheEndOf("none")).isTrue();
  }

  /** How long the run still waits is in the journal, not in the worker. */
  @Test
  void a_retry_waits_on_over_a_crash() {
    Tally total = new Tally();
    for (int i = 0; i < ATTEMPTS && total.waitsOverCrashes == 0; i++) {
      // The start, the hold, and then the hotel and the wait in either order, or at once.
      String point = "COMMIT after " + (3 - i % 2);
      Proof.run(
          "AdoptionTest", Proof.seed(), total, stage -> leave(stage, "trip/later_flight-x", point));
    }
    System.out.println("Waiting over a crash: " + total);
    total.atLeast("waits over a crash", total.waitsOverCrashes, 1);
  }
}
