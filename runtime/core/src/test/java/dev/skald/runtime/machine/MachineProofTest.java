package dev.skald.runtime.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.runtime.machine.Simulation.CrashPoint;
import org.junit.jupiter.api.Test;

/** Random plans under random trouble; see {@link CheckedMachine} for what is checked. */
class MachineProofTest {

  @Test
  void every_random_run_obeys_the_laws_and_the_reference() {
    Exercised exercised = Proof.seeds(Proof.budget(4_000, 200_000), MachineProofTest::run);
    if (Proof.isReplay()) {
      return;
    }
    for (Event.Kind kind : Event.Kind.values()) {
      assertThat(exercised.of("event " + kind)).as("events %s", kind).isPositive();
    }
  }

  private static void run(Case test, Exercised exercised) {
    Simulation.run(test, CrashPoint.NOWHERE, exercised);
  }
}
