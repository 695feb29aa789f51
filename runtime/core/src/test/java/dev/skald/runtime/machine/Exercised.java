package dev.skald.runtime.machine;

import dev.skald.runtime.RunState;
import dev.skald.runtime.plan.SagaPlan;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Counts what a test has done, so that a test that does nothing fails. */
final class Exercised {

  private final Map<String, Integer> counts = new TreeMap<>();
  final TreeSet<String> runEdges = new TreeSet<>();
  final TreeSet<String> stepEdges = new TreeSet<>();

  void count(String what) {
    counts.merge(what, 1, Integer::sum);
  }

  int of(String what) {
    return counts.getOrDefault(what, 0);
  }

  void decision(SagaPlan<?> plan, SagaState before, Decision decision) {
    count("decision");
    SagaState state = before;
    for (Event event : decision.events()) {
      count("event " + event.kind());
      SagaState next = Fold.apply(plan, state, event);
      edges(plan, state, event, next);
      state = next;
    }
  }

  void verb(Input.Verb verb, boolean refused) {
    count((refused ? "refused " : "accepted ") + verb);
  }

  void end(RunState end) {
    count("end " + end);
  }

  private void edges(SagaPlan<?> plan, SagaState from, Event event, SagaState to) {
    RunState before = from.status(plan);
    RunState after = to.status(plan);
    if (before != after && from.phase() != SagaState.Phase.NEW) {
      runEdges.add(before + " --> " + after + " : " + event.kind());
    }
    for (int i = 0; i < to.size(); i++) {
      String left = name(from, i);
      String right = name(to, i);
      if (!left.equals(right)) {
        String why = event.step() == i ? event.kind().name() : "(" + event.kind() + ")";
        stepEdges.add(left + " --> " + right + " : " + why);
      }
    }
  }

  private static String name(SagaState state, int step) {
    StepProgress progress = state.step(step);
    return progress.undo() == StepProgress.Undo.NONE
        ? progress.status().name()
        : "UNDO_" + progress.undo();
  }

  @Override
  public String toString() {
    return counts.toString();
  }
}
