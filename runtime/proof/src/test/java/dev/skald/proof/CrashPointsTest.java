package dev.skald.proof;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Dies at every point of a run, one after the other: before each commit (what it is about may have
 * taken place and is not known) and after it (it is known, and nothing has come of it yet). Each
 * worker first brings to its end what the one before it left.
 */
@Execution(ExecutionMode.CONCURRENT)
class CrashPointsTest {

  /** The start, the order, the rejection, what became of the carrier, two undos. */
  private static final int RACE_POINTS = 6;

  /** What one enumeration is about. */
  private record Runs(String saga, String kind) {
    String run(String point) {
      return saga + "/" + kind + "-" + point.replace(" ", "");
    }
  }

  @Test
  void a_run_survives_a_crash_at_each_commit() {
    everyPoint("COMMIT", new Runs("shop", "plain"), 5);
  }

  /** The charge is declined: the undos of three steps, two of them side by side. */
  @Test
  void a_run_that_turns_back_survives_a_crash_at_each_commit() {
    everyPoint("COMMIT", new Runs("shop", "decline_chargePayment"), 6);
  }

  /** Declined while the step beside it has had its effect and is not answered yet. */
  @Test
  void a_step_under_way_is_undone_over_a_crash_at_each_commit() {
    Tally total = new Tally();
    Runs runs = new Runs("shop", "race_reserveStock");
    Proof.run(
        "CrashPointsTest",
        Proof.seed(),
        total,
        stage -> points(stage, "COMMIT after ", runs, RACE_POINTS));
    System.out.println("Crash while a step is under way: " + total);
    total.atLeast("adoptions", total.adoptions, RACE_POINTS - 1);
    total.atLeast("steps of unknown outcome", total.unknown, 1);
  }

  /** Before a call is sent, and when its answer has come but nobody knows. */
  @Test
  @EnabledIfSystemProperty(named = "skald.long", matches = "true")
  void runs_survive_a_crash_at_each_call() {
    everyPoint("CALL", new Runs("shop", "plain"), 5);
    everyPoint("CALL", new Runs("chain", "decline_eight"), 15);
  }

  @Test
  @EnabledIfSystemProperty(named = "skald.long", matches = "true")
  void other_runs_survive_a_crash_at_each_commit() {
    everyPoint("COMMIT", new Runs("chain", "decline_eight"), 16);
    everyPoint("COMMIT", new Runs("trip", "later_flight"), 5);
  }

  private static void everyPoint(String place, Runs runs, int least) {
    Tally total = new Tally();
    Proof.run(
        "CrashPointsTest",
        Proof.seed(),
        total,
        stage -> {
          points(stage, place + " before ", runs, least);
          points(stage, place + " after ", runs, least);
          if (place.equals("COMMIT")) {
            startsAreKnownFromTheirCommitOn(stage, runs);
          }
        });
    System.out.println("Crash at each " + place + " of " + runs.run("") + ": " + total);
    total.atLeast("adoptions", total.adoptions, 2 * least - 2);
    total.atLeast("repeats because of a kill", total.repeatsOfKills, least - 2);
  }

  private static void points(Stage stage, String side, Runs runs, int least) {
    int n = 0;
    boolean died;
    do {
      stage.calmDown();
      stage.arm(side + n);
      String run = runs.run(side + n);
      stage.start(run);
      died = stage.diesBeforeTheEndOf(run);
      n++;
    } while (died);
    assertThat(n - 1).as("points of the kind: " + side).isGreaterThanOrEqualTo(least);
  }

  /** Nobody was told of them; but what is durable goes on, and what is not leaves no trace. */
  private static void startsAreKnownFromTheirCommitOn(Stage stage, Runs runs) {
    assertThat(stage.heard.missing).containsExactly(runs.run("COMMIT before 0"));
    assertThat(stage.heard.found).contains(runs.run("COMMIT after 0"));
  }
}
