package dev.skald.runtime.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.runtime.machine.Simulation.CrashPoint;
import org.junit.jupiter.api.Test;

/**
 * The process dies after each record, once with the calls in flight carried out and once with them
 * never sent; a new owner goes on from the journal alone. What must be true afterwards is what must
 * be true without any crash.
 */
class RestartEverywhereTest {

  /** So that the few longest runs do not take most of the time. */
  private static final int MOST_POINTS = 60;

  @Test
  void a_run_goes_on_to_a_legal_end_after_a_crash_behind_any_record() {
    Exercised exercised =
        Proof.seeds(Proof.budget(250, 20_000), RestartEverywhereTest::crashBehindEachRecord);
    Proof.enough(exercised, "planned crash", 4_000);
    assertThat(exercised.of("planned crash")).isEqualTo(exercised.of("points"));
  }

  private static void crashBehindEachRecord(Case test, Exercised exercised) {
    Simulation undisturbed = Simulation.run(test, CrashPoint.NOWHERE, new Exercised());
    int records = Math.min(MOST_POINTS, undisturbed.recordsAtRest());
    for (int record = 1; record <= records; record++) {
      Simulation.run(test, new CrashPoint(record, false), exercised);
      Simulation.run(test, new CrashPoint(record, true), exercised);
      exercised.add("points", 2);
    }
  }

  @Test
  void a_run_goes_on_to_a_legal_end_after_a_crash_behind_every_record() {
    Exercised exercised =
        Proof.seeds(
            Proof.budget(2_000, 50_000),
            (test, counts) -> {
              Simulation.run(test, CrashPoint.everywhere(false), counts);
              Simulation.run(test, CrashPoint.everywhere(true), counts);
            });
    Proof.enough(exercised, "planned crash", 10_000);
    Proof.enough(exercised, "end COMPLETED", 500);
    Proof.enough(exercised, "end COMPENSATED", 500);
  }
}
