package dev.skald.runtime.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.runtime.RunState;
import dev.skald.runtime.machine.Script.Disturbance;
import dev.skald.runtime.machine.Script.Fault;
import dev.skald.runtime.machine.Script.Help;
import dev.skald.runtime.machine.Script.Trouble;
import dev.skald.runtime.machine.Simulation.CrashPoint;
import dev.skald.runtime.plan.SagaPlan;
import dev.skald.runtime.plan.StepPlan.Mode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Each call of each step and each undo of many plans fails in each way, as often as its policy
 * bears and once more often; nothing else goes wrong. The end is foretold from the plan alone.
 */
class EveryFaultTest {

  private static final int TRIES_WITHOUT_LIMIT = 3;

  /** A plan of which it is known how a run goes in which nothing goes wrong. */
  private record Rehearsed(Shape shape, Script script, SagaPlan<Object> plan, Simulation happy) {

    static Rehearsed of(Case test) {
      // With even lots every event comes in time.
      List<Integer> lots = test.script().lots().stream().map(lot -> lot / 2 * 2).toList();
      Script script = Script.HAPPY.lots(lots);
      Simulation happy =
          Simulation.run(new Case(test.shape(), script), CrashPoint.NOWHERE, new Exercised());
      return new Rehearsed(test.shape(), script, test.shape().plan(), happy);
    }

    ShapeStep step(int index) {
      return shape.steps().get(index);
    }

    List<Integer> called() {
      return IntStream.range(0, shape.steps().size()).filter(this::isCalled).boxed().toList();
    }

    boolean isCalled(int step) {
      return happy.machine.state().step(step).status() == StepProgress.Status.SUCCEEDED
          && (!step(step).runsForEach() || items(step) > 0);
    }

    int items(int step) {
      return happy.machine.state().items(step);
    }

    /** Of several items the last one fails. */
    Fault fault(int step, Call.Kind kind, Reply reply) {
      boolean ofItem = step(step).runsForEach() && kind != Call.Kind.LOCK;
      return new Fault(step, ofItem ? items(step) - 1 : Event.NO_ITEM, kind, reply);
    }

    List<String> names(int step) {
      String name = step(step).name();
      return step(step).runsForEach()
          ? IntStream.range(0, items(step)).mapToObj(item -> name + "[" + item + "]").toList()
          : List.of(name);
    }
  }

  @Test
  void each_step_failing_in_each_way_ends_as_foretold() {
    Exercised exercised =
        Proof.seeds(Proof.budget(50, 10_000), EveryFaultTest::everyStepInEveryWay);
    for (Reply reply : Reply.OF_SERVICES) {
      Proof.enough(exercised, "step met " + reply, 300);
    }
    Proof.enough(exercised, "lock met " + Reply.QUEUE, 10);
    Proof.enough(exercised, "lock met " + Reply.QUEUE_AND_FREE, 10);
    Proof.enough(exercised, "child met " + Reply.REJECT, 10);
    Proof.enough(exercised, "end STUCK", 100);
    Proof.enough(exercised, "end COMPENSATED", 200);
  }

  private static void everyStepInEveryWay(Case test, Exercised exercised) {
    Rehearsed run = Rehearsed.of(test);
    for (int step : run.called()) {
      everyCall(run, step, Call.Kind.STEP, run.step(step).attempts(), test, exercised);
      if (run.step(step).locks()) {
        everyCall(run, step, Call.Kind.LOCK, Shape.UNLIMITED, test, exercised);
      }
      if (run.step(step).mode() == Mode.CHILD) {
        everyCall(run, step, Call.Kind.CHILD, 1, test, exercised);
      }
    }
  }

  private static void everyCall(
      Rehearsed run, int step, Call.Kind kind, int limit, Case test, Exercised exercised) {
    int most = limit == Shape.UNLIMITED ? TRIES_WITHOUT_LIMIT : limit;
    for (Reply reply : new TreeSet<>(Reply.to(kind, run.step(step).mode()))) {
      for (int times : new TreeSet<>(List.of(1, Math.max(1, most - 1), most))) {
        int met = reply == Reply.REJECT || reply == Reply.SUCCEED ? 1 : times;
        List<Fault> faults = Collections.nCopies(met, run.fault(step, kind, reply));
        for (long order : List.of(0L, test.script().order())) {
          Case faulty = new Case(test.shape(), run.script().faults(faults).order(order));
          Simulation faced = Simulation.run(faulty, CrashPoint.NOWHERE, exercised);
          assertThat(faced.unmet()).as("planned and never met").isEmpty();
          boolean over = reply.isUnclear() && times == limit;
          assertThat(faced.machine.status())
              .as("%s of step %d meets %s %d times", kind, step, reply, met)
              .isEqualTo(foretold(run.plan(), step, kind, reply, over));
        }
      }
    }
  }

  private static RunState foretold(
      SagaPlan<?> plan, int step, Call.Kind kind, Reply reply, boolean policyIsOver) {
    boolean rolledBack =
        kind == Call.Kind.STEP && plan.step(step).mode() == Mode.TRANSACTIONAL && policyIsOver;
    if (reply == Reply.REJECT || rolledBack) {
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
        Proof.seeds(Proof.budget(50, 10_000), EveryFaultTest::everyUndoInEveryWay);
    for (Reply reply : Reply.OF_SERVICES) {
      Proof.enough(exercised, "undo met " + reply, 100);
    }
    Proof.enough(exercised, "end STUCK", 100);
    Proof.enough(exercised, "accepted RETRY", 100);
  }

  private static void everyUndoInEveryWay(Case test, Exercised exercised) {
    Rehearsed run = Rehearsed.of(test);
    boolean goesPastNoPivot =
        !run.shape().pivots().isEmpty() && run.shape().pivots().stream().noneMatch(run::isCalled);
    for (int step : goesPastNoPivot ? List.<Integer>of() : run.called()) {
      if (run.step(step).undo() == null) {
        continue;
      }
      int limit = run.step(step).undoAttempts();
      int most = limit == Shape.UNLIMITED ? TRIES_WITHOUT_LIMIT : limit;
      for (Reply reply : Reply.to(Call.Kind.UNDO, run.step(step).mode())) {
        for (int times : new TreeSet<>(List.of(0, most - 1, most))) {
          int met = reply == Reply.SUCCEED ? Math.min(1, times) : times;
          boolean fails = reply != Reply.SUCCEED && reply != Reply.NOT_ATTEMPTED;
          boolean over = fails && times == limit;
          Fault fault = run.fault(step, Call.Kind.UNDO, reply);
          undo(run, fault, met, over, exercised);
        }
      }
    }
  }

  private static void undo(
      Rehearsed run, Fault fault, int times, boolean over, Exercised exercised) {
    Script script = turningBackAtTheLastMoment(run, Collections.nCopies(times, fault));
    Simulation back = Simulation.run(new Case(run.shape(), script), CrashPoint.NOWHERE, exercised);
    assertThat(back.unmet()).as("planned and never met").isEmpty();
    assertThat(back.machine.status()).isEqualTo(over ? RunState.STUCK : RunState.COMPENSATED);
    if (over) {
      ShapeStep step = run.step(fault.step());
      String name = step.name() + (step.runsForEach() ? "[" + fault.item() + "]" : "");
      Set<String> remaining = undoableBefore(run, fault.step());
      remaining.add(name);
      assertThat(back.machine.state().remaining(back.machine.plan))
          .as("the failed undo, and those that wait for it")
          .containsExactlyInAnyOrderElementsOf(remaining);
      Script helped = script.help(List.of(new Help(Input.Verb.RETRY, 0)));
      Simulation again =
          Simulation.run(new Case(run.shape(), helped), CrashPoint.NOWHERE, exercised);
      assertThat(again.machine.status()).as("tried again").isEqualTo(RunState.COMPENSATED);
    }
  }

  /** The pivot is rejected; a run without pivot is turned back by its parent after its end. */
  private static Script turningBackAtTheLastMoment(Rehearsed run, List<Fault> faults) {
    if (run.shape().pivots().isEmpty()) {
      return run.script().faults(faults).undone(true);
    }
    List<Fault> all = new ArrayList<>(faults);
    run.shape().pivots().stream()
        .filter(run::isCalled)
        .forEach(pivot -> all.add(run.fault(pivot, Call.Kind.STEP, Reply.REJECT)));
    return run.script().faults(all);
  }

  private static Set<String> undoableBefore(Rehearsed run, int step) {
    return new Sides(run.shape())
        .before(step).stream()
            .boxed()
            .filter(other -> run.isCalled(other) && run.step(other).undo() != null)
            .flatMap(other -> run.names(other).stream())
            .collect(TreeSet::new, TreeSet::add, TreeSet::addAll);
  }

  @Test
  void a_result_that_is_told_twice_changes_nothing() {
    Exercised exercised =
        Proof.seeds(
            Proof.budget(150, 5_000),
            (test, counts) -> {
              Rehearsed run = Rehearsed.of(test);
              for (int after = 2; after < run.happy().decisions(); after++) {
                Disturbance twice = new Disturbance(after, Trouble.REPEATED_RESULT);
                Script script = run.script().disturbances(List.of(twice));
                Simulation repeated =
                    Simulation.run(new Case(test.shape(), script), CrashPoint.NOWHERE, counts);
                assertThat(repeated.machine.status()).isEqualTo(RunState.COMPLETED);
                assertThat(kinds(repeated).filter(kind -> kind != Event.Kind.LATE_RESULT))
                    .as("all that is recorded without it")
                    .containsExactlyElementsOf(kinds(run.happy()).toList());
              }
            });
    Proof.enough(exercised, "event LATE_RESULT", 500);
  }

  private static Stream<Event.Kind> kinds(Simulation run) {
    return run.machine.journal.stream().map(Event::kind);
  }
}
