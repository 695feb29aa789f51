package dev.skald.runtime.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.runtime.RunState;
import dev.skald.runtime.machine.Script.Disturbance;
import dev.skald.runtime.machine.Script.Fault;
import dev.skald.runtime.machine.Script.Help;
import dev.skald.runtime.machine.Script.Trouble;
import dev.skald.runtime.machine.Simulation.CrashPoint;
import dev.skald.runtime.plan.SagaPlan;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Each step and each undo of many plans fails in each way, as often as its policy bears and once
 * more often; nothing else goes wrong. The end is foretold from the plan alone.
 */
class EveryFaultTest {

  private static final int TRIES_WITHOUT_LIMIT = 3;

  @Test
  void each_step_failing_in_each_way_ends_as_foretold() {
    Exercised exercised =
        Proof.seeds(Proof.budget(80, 10_000), EveryFaultTest::everyStepInEveryWay);
    for (Reply reply : Reply.values()) {
      Proof.enough(exercised, "step met " + reply, 500);
    }
    Proof.enough(exercised, "end STUCK", 200);
    Proof.enough(exercised, "end COMPENSATED", 200);
  }

  private static void everyStepInEveryWay(Case test, Exercised exercised) {
    SagaPlan<Object> plan = test.shape().plan();
    for (int step = 0; step < test.shape().steps().size(); step++) {
      int limit = test.shape().steps().get(step).attempts();
      int most = limit == Shape.UNLIMITED ? TRIES_WITHOUT_LIMIT : limit;
      for (Reply reply : Reply.values()) {
        for (int times : new TreeSet<>(List.of(1, Math.max(1, most - 1), most))) {
          int met = reply == Reply.REJECT || reply == Reply.SUCCEED ? 1 : times;
          List<Fault> faults = Collections.nCopies(met, new Fault(step, false, reply));
          for (long order : List.of(0L, test.script().order())) {
            Case faulty = new Case(test.shape(), Script.HAPPY.faults(faults).order(order));
            Simulation run = Simulation.run(faulty, CrashPoint.NOWHERE, exercised);
            assertThat(run.unmet()).as("planned and never met").isEmpty();
            boolean over = reply.isUnclear() && times == limit;
            assertThat(run.machine.status())
                .as("step %d meets %s %d times", step, reply, met)
                .isEqualTo(foretold(plan, step, reply, over));
          }
        }
      }
    }
  }

  private static RunState foretold(SagaPlan<?> plan, int step, Reply reply, boolean policyIsOver) {
    if (reply == Reply.REJECT) {
      return plan.canTurnBack(step) ? RunState.COMPENSATED : RunState.STUCK;
    }
    if (!policyIsOver) {
      return RunState.COMPLETED;
    }
    boolean turnsBack = plan.canTurnBack(step) && !plan.isPivot(step);
    return turnsBack ? RunState.COMPENSATED : RunState.STUCK;
  }

  @Test
  void each_undo_failing_in_each_way_ends_as_foretold() {
    Exercised exercised =
        Proof.seeds(Proof.budget(80, 10_000), EveryFaultTest::everyUndoInEveryWay);
    for (Reply reply : Reply.values()) {
      Proof.enough(exercised, "undo met " + reply, 400);
    }
    Proof.enough(exercised, "end STUCK", 200);
    Proof.enough(exercised, "accepted RETRY", 200);
  }

  private static void everyUndoInEveryWay(Case test, Exercised exercised) {
    for (int step = 0; step < test.shape().steps().size(); step++) {
      if (test.shape().steps().get(step).undo() == null) {
        continue;
      }
      int limit = test.shape().steps().get(step).undoAttempts();
      int most = limit == Shape.UNLIMITED ? TRIES_WITHOUT_LIMIT : limit;
      for (Reply reply : Reply.values()) {
        for (int times : new TreeSet<>(List.of(0, most - 1, most))) {
          int met = reply == Reply.SUCCEED ? Math.min(1, times) : times;
          boolean fails = reply != Reply.SUCCEED && reply != Reply.NOT_ATTEMPTED;
          boolean over = fails && times == limit;
          undo(test, Collections.nCopies(met, new Fault(step, true, reply)), over, exercised);
        }
      }
    }
  }

  private static void undo(Case test, List<Fault> faults, boolean over, Exercised exercised) {
    Script script = turningBackAtTheLastMoment(test.shape(), faults);
    Simulation run = Simulation.run(new Case(test.shape(), script), CrashPoint.NOWHERE, exercised);
    assertThat(run.unmet()).as("planned and never met").isEmpty();
    assertThat(run.machine.status()).isEqualTo(over ? RunState.STUCK : RunState.COMPENSATED);
    if (over) {
      int step = faults.get(0).step();
      assertThat(run.machine.state().remaining(run.machine.plan))
          .as("the failed undo, and those that wait for it")
          .containsExactlyInAnyOrderElementsOf(undoableUpTo(test.shape(), step));
      Script helped = script.help(List.of(new Help(Input.Verb.RETRY, 0)));
      Simulation again =
          Simulation.run(new Case(test.shape(), helped), CrashPoint.NOWHERE, exercised);
      assertThat(again.machine.status()).as("tried again").isEqualTo(RunState.COMPENSATED);
    }
  }

  /** The pivot is rejected; without a pivot, somebody cancels while the last step is called. */
  private static Script turningBackAtTheLastMoment(Shape shape, List<Fault> faults) {
    if (shape.pivot() == Shape.NO_PIVOT) {
      int last = shape.steps().size();
      return Script.HAPPY
          .faults(faults)
          .disturbances(List.of(new Disturbance(last, Trouble.CANCEL)));
    }
    List<Fault> all = new ArrayList<>(faults);
    all.add(new Fault(shape.pivot(), false, Reply.REJECT));
    return Script.HAPPY.faults(all);
  }

  private static TreeSet<String> undoableUpTo(Shape shape, int step) {
    TreeSet<String> names = new TreeSet<>();
    if (shape.steps().get(step).undo() != null) {
      names.add(shape.steps().get(step).name());
    }
    shape.steps().get(step).after().forEach(d -> names.addAll(undoableUpTo(shape, d)));
    return names;
  }

  @Test
  void a_result_that_is_told_twice_changes_nothing() {
    Exercised exercised =
        Proof.seeds(
            Proof.budget(300, 5_000),
            (test, counts) -> {
              int steps = test.shape().steps().size();
              for (int after = 2; after <= steps; after++) {
                Disturbance twice = new Disturbance(after, Trouble.REPEATED_RESULT);
                Case repeated = new Case(test.shape(), Script.HAPPY.disturbances(List.of(twice)));
                Simulation run = Simulation.run(repeated, CrashPoint.NOWHERE, counts);
                assertThat(run.machine.status()).isEqualTo(RunState.COMPLETED);
                assertThat(run.machine.journal).as("all, and one late").hasSize(steps + 2);
              }
            });
    Proof.enough(exercised, "trouble REPEATED_RESULT", 1_000);
  }
}
