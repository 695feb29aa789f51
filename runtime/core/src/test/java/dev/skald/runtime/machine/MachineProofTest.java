package dev.skald.runtime.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.runtime.RunState;
import dev.skald.runtime.machine.Simulation.CrashPoint;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Random plans under random trouble; see {@link CheckedMachine} for what is checked. */
class MachineProofTest {

  @Test
  void every_random_run_obeys_the_laws_and_the_reference() {
    Exercised exercised =
        Proof.seeds(
            Proof.budget(12_000, 1_000_000),
            (test, counts) -> Simulation.run(test, CrashPoint.NOWHERE, counts));
    for (Event.Kind kind : Event.Kind.values()) {
      Proof.enough(exercised, "event " + kind, 50);
    }
    for (RunState end : List.of(RunState.COMPLETED, RunState.COMPENSATED, RunState.ABANDONED)) {
      Proof.enough(exercised, "end " + end, 500);
    }
    Proof.enough(exercised, "end STUCK", 500);
    Proof.enough(exercised, "end PARKED", 100);
    for (Reply reply : Reply.values()) {
      Proof.enough(exercised, "step met " + reply, 500);
      Proof.enough(exercised, "undo met " + reply, 300);
    }
    for (Input.Verb verb : Input.Verb.values()) {
      Proof.enough(exercised, "accepted " + verb, 100);
    }
    for (Script.Trouble trouble : Script.Trouble.values()) {
      Proof.enough(exercised, "trouble " + trouble, 500);
    }
    Proof.enough(exercised, "late", 1_000);
  }

  @Test
  void a_happy_run_of_n_steps_costs_n_plus_1_records_and_n_calls() {
    Exercised exercised =
        Proof.seeds(
            Proof.budget(1_000, 20_000),
            (test, counts) -> {
              Case happy = new Case(test.shape(), Script.HAPPY.order(test.script().order()));
              Simulation run = Simulation.run(happy, CrashPoint.NOWHERE, counts);
              int steps = test.shape().steps().size();
              assertThat(run.machine.status()).isEqualTo(RunState.COMPLETED);
              assertThat(run.machine.journal).hasSize(steps + 1);
              counts.add("steps", steps);
            });
    assertThat(exercised.of("event CALLED")).isEqualTo(exercised.of("steps"));
    assertThat(exercised.of("steps")).isPositive();
  }
}
