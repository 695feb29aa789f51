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

  void verb(Input.Operate said, boolean refused) {
    count((refused ? "refused " : "accepted ") + said.verb());
    if (said.item() != Event.NO_ITEM) {
      count((refused ? "refused " : "accepted ") + said.verb() + " of an item");
    }
  }

  void end(RunState end) {
    count("end " + end);
  }

  private void edges(SagaPlan<?> plan, SagaState from, Event event, SagaState to) {
    String before = from.phase() == SagaState.Phase.NEW ? START : from.status().name();
    edge(runEdges, before, to.status().name(), event.kind().name());
    for (int step = 0; step < to.size(); step++) {
      edges(plan, from, event, to, step, Event.NO_ITEM);
      int items = plan.step(step).each() == null ? 0 : to.items(step);
      for (int item = 0; item < items; item++) {
        edges(plan, from, event, to, step, item);
      }
    }
  }

  private void edges(
      SagaPlan<?> plan, SagaState from, Event event, SagaState to, int step, int item) {
    boolean own = event.step() == step && event.item() == item || event.step() == Event.NO_STEP;
    String why = own ? event.kind().name() : event.kind() + " of another";
    boolean isNew = item != Event.NO_ITEM && from.items(step) <= item;
    String before = isNew ? StepProgress.Status.IDLE.name() : name(from, step, item);
    edge(stepEdges, before, name(to, step, item), why);
  }

  private static void edge(Map<String, TreeSet<String>> edges, String from, String to, String why) {
    if (!from.equals(to)) {
      edges.computeIfAbsent(from + " --> " + to, key -> new TreeSet<>()).add(why);
    }
  }

  private static String name(SagaState state, int step, int item) {
    StepProgress progress = state.at(step, item);
    return progress.undo() == StepProgress.Undo.NONE
        ? progress.status().name()
        : "UNDO_" + progress.undo();
  }

  @Override
  public String toString() {
    return counts.toString();
  }
}
