package dev.skald.runtime.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.runtime.RunState;
import dev.skald.runtime.SignalReceipt;
import dev.skald.runtime.machine.Simulation.CrashPoint;
import dev.skald.runtime.plan.StepPlan.Mode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Random plans under random trouble; see {@link CheckedMachine} for what is checked. */
class MachineProofTest {

  /** What only happens in plans that hold the element, or only where two things meet. */
  private static final Map<String, Integer> LANGUAGE =
      Map.ofEntries(
          Map.entry("not taken", 2_000),
          Map.entry("joined by one of several", 200),
          Map.entry("pivot not taken beside another that succeeded", 30),
          Map.entry("empty list", 300),
          Map.entry("list of results", 100),
          Map.entry("as many items under way as may be", 500),
          Map.entry("as many item undos under way as may be", 100),
          Map.entry("items not begun in a run that turned back", 100),
          Map.entry("item stuck behind the pivot beside others", 30),
          Map.entry("turned back at a gate", 100),
          Map.entry("turned back at a lock", 50),
          Map.entry("turned back from a child under way", 50),
          Map.entry("child's start repeated for its undo", 20),
          Map.entry("called at most once, then an owner died", 50),
          Map.entry("transaction rejected by its policy", 50),
          Map.entry("undone after its end", 100));

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
    for (Reply reply : Reply.OF_SERVICES) {
      Proof.enough(exercised, "step met " + reply, 500);
      Proof.enough(exercised, "undo met " + reply, 300);
    }
    for (Reply reply : Reply.to(Call.Kind.LOCK, Mode.AT_LEAST_ONCE)) {
      Proof.enough(exercised, "lock met " + reply, 300);
    }
    for (Reply reply : Reply.to(Call.Kind.CHILD, Mode.CHILD)) {
      Proof.enough(exercised, "child met " + reply, 50);
    }
    for (Input.Verb verb : Input.Verb.values()) {
      Proof.enough(exercised, "accepted " + verb, 100);
    }
    for (Input.Verb verb : List.of(Input.Verb.MARK_UNDONE, Input.Verb.SKIP, Input.Verb.SUPPLY)) {
      Proof.enough(exercised, "accepted " + verb + " of an item", 10);
    }
    for (SignalReceipt receipt : SignalReceipt.values()) {
      Proof.enough(exercised, "event from outside " + receipt, 300);
    }
    LANGUAGE.forEach((what, often) -> Proof.enough(exercised, what, often));
    for (Script.Trouble trouble : Script.Trouble.values()) {
      Proof.enough(exercised, "trouble " + trouble, 400);
    }
    Proof.enough(exercised, "late", 1_000);
  }

  @Test
  void a_happy_run_costs_one_record_for_each_thing_that_must_be_known_and_one_call_for_each_step() {
    Exercised exercised =
        Proof.seeds(
            Proof.budget(1_000, 20_000),
            (test, counts) -> {
              // With even lots every event comes in time.
              List<Integer> lots = test.script().lots().stream().map(lot -> lot / 2 * 2).toList();
              Script happy = Script.HAPPY.lots(lots).order(test.script().order());
              Simulation run =
                  Simulation.run(new Case(test.shape(), happy), CrashPoint.NOWHERE, counts);
              assertThat(run.machine.status()).isEqualTo(RunState.COMPLETED);
              int records = 1;
              for (ShapeStep step : test.shape().steps()) {
                records += records(step, run.machine, counts);
              }
              assertThat(run.machine.journal).hasSize(records);
            });
    assertThat(exercised.of("event CALLED") + exercised.of("event CALLING"))
        .isEqualTo(exercised.of("steps"));
    assertThat(exercised.of("steps")).isPositive();
  }

  /** A result for each call; and what a crash must not forget of what the step waits for. */
  private static int records(ShapeStep step, CheckedMachine machine, Exercised counts) {
    int index = machine.plan.find(step.name()).orElseThrow().index();
    StepProgress.Status status = machine.state().step(index).status();
    if (status == StepProgress.Status.NOT_TAKEN) {
      return 0;
    }
    int calls = step.runsForEach() ? machine.state().items(index) : 1;
    counts.add("steps", calls);
    int each = step.mode() == Mode.CHILD || step.mode() == Mode.AT_MOST_ONCE ? 2 : 1;
    return calls * each + (step.locks() ? 1 : 0) + step.gate().records();
  }
}
