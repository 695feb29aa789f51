package dev.skald.proof;

import dev.skald.proof.SeenCall.End;
import java.util.ArrayList;
import java.util.List;

/** When the steps of one run may be undone. */
final class UndoRules {

  private final Evidence evidence;
  private final Evidence.Run run;
  private final List<String> problems = new ArrayList<>();

  private UndoRules(Evidence evidence, Evidence.Run run) {
    this.evidence = evidence;
    this.run = run;
  }

  static List<String> check(Evidence evidence, Evidence.Run run) {
    UndoRules rules = new UndoRules(evidence, run);
    for (Graph.Node node : run.graph().nodes()) {
      rules.isUndoneAfterAllEnded(node);
      rules.isUndoneAfterThoseBehind(node);
      rules.isNotCalledOnceUndone(node);
    }
    return rules.problems;
  }

  /** Every call on the way forward has been answered or given up, or its worker is dead. */
  private void isUndoneAfterAllEnded(Graph.Node node) {
    for (SeenCall undo : evidence.callsOf(run, node.step(), true)) {
      for (SeenCall call : evidence.callsOf(run)) {
        Graph.Node called = run.graph().node(call.step());
        boolean over =
            call.undo()
                || (isResolved(called) && called != node)
                || call.arrived > undo.arrived
                || call.ended < undo.arrived
                || call.epoch() < undo.epoch()
                || call.mayHaveTimedOut(undo, called.timeout());
        require(over, undo, "came during " + call);
      }
    }
  }

  /** Whether it may have been called again beside the undos of others, to learn its outcome. */
  private boolean isResolved(Graph.Node node) {
    return node.resolved() && !run.records("gave_up", node.step()).isEmpty();
  }

  private void isUndoneAfterThoseBehind(Graph.Node node) {
    List<SeenCall> undos = evidence.callsOf(run, node.step(), true);
    if (undos.isEmpty()) {
      return;
    }
    SeenCall first = undos.get(0);
    for (Graph.Node late : run.graph().nodes()) {
      if (run.graph().isBehind(late.step(), node.step()) && touched(late)) {
        List<SeenCall> behind = evidence.callsOf(run, late.step(), true);
        boolean confirmed =
            behind.stream().anyMatch(undo -> undo.confirmed() && undo.ended < first.arrived);
        require(confirmed, first, "came before the undo of " + late.step() + " was confirmed");
        boolean forgotten =
            behind.stream()
                .anyMatch(undo -> undo.arrived > first.arrived && undo.epoch() > first.epoch());
        require(!forgotten, first, "was not enough for a later worker to know " + late.step());
      }
    }
  }

  /** Whether the step had an effect or was undone. */
  private boolean touched(Graph.Node node) {
    return !evidence.callsOf(run, node.step(), true).isEmpty()
        || evidence.callsOf(run, node.step(), false).stream()
            .anyMatch(call -> call.act == Books.Act.EFFECT);
  }

  /** A call that comes after the undo had been sent before it, or by a former owner. */
  private void isNotCalledOnceUndone(Graph.Node node) {
    List<SeenCall> undos = evidence.callsOf(run, node.step(), true);
    for (SeenCall call : evidence.callsOf(run, node.step(), false)) {
      if (call.end == End.REFUSED) {
        SeenCall undo = undos.get(0);
        require(
            call.request.sent() <= undo.request.sent() || call.epoch() < undo.epoch(),
            call,
            "was made after " + undo);
      }
    }
  }

  private void require(boolean fact, SeenCall call, String otherwise) {
    if (!fact) {
      problems.add("the call " + call + " " + otherwise);
    }
  }
}
