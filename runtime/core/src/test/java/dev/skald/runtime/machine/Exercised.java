package dev.skald.runtime.machine;

import dev.skald.runtime.RunState;
import dev.skald.runtime.plan.SagaPlan;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Counts what a test has done, so that a test that does nothing fails. */
final class Exercised {

  /** How Mermaid writes the place where everything begins. */
  static final String START = "[*]";

  private final Map<String, Integer> counts = new TreeMap<>();

  /** What led from one state of a run to another: {@code "A --> B"} and the kinds of events. */
  final Map<String, TreeSet<String>> runEdges = new TreeMap<>();

  /** The same for a step. */
  final Map<String, TreeSet<String>> stepEdges = new TreeMap<>();

  void count(String what) {
    add(what, 1);
  }

  void add(String what, int times) {
    counts.merge(what, times, Integer::sum);
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
    String before = from.phase() == SagaState.Phase.NEW ? START : from.status().name();
    edge(runEdges, before, to.status().name(), event.kind().name());
    for (int i = 0; i < to.size(); i++) {
      boolean own = event.step() == i || event.step() == Event.NO_STEP;
      String why = own ? event.kind().name() : event.kind() + " of another";
      edge(stepEdges, name(from, i), name(to, i), why);
    }
  }

  private static void edge(Map<String, TreeSet<String>> edges, String from, String to, String why) {
    if (!from.equals(to)) {
      edges.computeIfAbsent(from + " --> " + to, key -> new TreeSet<>()).add(why);
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
