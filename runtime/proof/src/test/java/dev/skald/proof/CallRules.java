package dev.skald.proof;

import dev.skald.proof.Books.Act;
import dev.skald.proof.SeenCall.End;
import dev.skald.runtime.RunState;
import dev.skald.runtime.journal.JournalRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which calls of one run are legal: their keys, their order, and why they were repeated. */
final class CallRules {

  /** After one of these is durable, nobody calls the step again. */
  private static final Set<String> FINAL = Set.of("succeeded", "rejected", "untouched");

  private final Evidence evidence;
  private final Evidence.Run run;
  private final List<SeenCall> calls;
  private final List<String> problems = new ArrayList<>();

  private CallRules(Evidence evidence, Evidence.Run run) {
    this.evidence = evidence;
    this.run = run;
    this.calls = evidence.callsOf(run);
  }

  static List<String> check(Evidence evidence, Evidence.Run run) {
    CallRules rules = new CallRules(evidence, run);
    for (Graph.Node node : run.graph().nodes()) {
      rules.hasOneKey(node, false);
      rules.hasOneKey(node, true);
      rules.hasOneEffect(node);
      rules.isRepeatedForAReason(node, false);
      rules.isRepeatedForAReason(node, true);
      rules.comesAfterWhatItTakes(node);
      rules.isNotForgottenByThoseBehind(node);
      rules.waitsAsLongAsJournaled(node);
    }
    return rules.problems;
  }

  /** Effects that took place although the same step had had its effect before. */
  static int doubleEffects(Evidence evidence, Evidence.Run run) {
    List<String> steps =
        evidence.callsOf(run).stream()
            .filter(call -> call.act == Act.EFFECT)
            .map(SeenCall::step)
            .collect(Collectors.toList());
    return steps.size() - Set.copyOf(steps).size();
  }

  static int repeats(Evidence evidence, Evidence.Run run) {
    List<SeenCall> calls = evidence.callsOf(run);
    return calls.size() - (int) calls.stream().map(call -> call.request.key()).distinct().count();
  }

  static int repeatsOfKills(Evidence evidence, Evidence.Run run) {
    List<SeenCall> calls = evidence.callsOf(run);
    return (int)
        calls.stream()
            .filter(
                call ->
                    calls.stream()
                        .anyMatch(
                            other ->
                                other.request.key().equals(call.request.key())
                                    && other.epoch() < call.epoch()))
            .count();
  }

  private void hasOneKey(Graph.Node node, boolean undo) {
    String stepKey = run.header().id() + ":" + node.step();
    for (SeenCall call : evidence.callsOf(run, node.step(), undo)) {
      require(call.request.stepKey().equals(stepKey), call, "names another step");
      require(
          call.request.key().equals(undo ? stepKey + ":undo" : stepKey), call, "has another key");
      require(evidence.ownedSince(run, call.epoch()) != null, call, "is of nobody's epoch");
    }
  }

  private void hasOneEffect(Graph.Node node) {
    List<SeenCall> done = evidence.callsOf(run, node.step(), false);
    long effects = done.stream().filter(call -> call.act == Act.EFFECT).count();
    boolean undone =
        evidence.callsOf(run, node.step(), true).stream().anyMatch(call -> call.act == Act.UNDONE);
    String counted = node.step() + " took effect " + effects + " times";
    if (run.header().state() == RunState.COMPLETED) {
      if (effects != 1 || !evidence.callsOf(run, node.step(), true).isEmpty()) {
        problems.add(counted + " in a completed run, or its undo was called");
      }
    } else if (effects > 1 || (effects == 1) != undone) {
      problems.add(counted + " in a compensated run, and was " + (undone ? "" : "not ") + "undone");
    }
  }

  private void isRepeatedForAReason(Graph.Node node, boolean undo) {
    List<SeenCall> same = evidence.callsOf(run, node.step(), undo);
    for (int i = 0; i < same.size(); i++) {
      SeenCall call = same.get(i);
      require(isBeforeTheRecord(call), call, "was made although the outcome was durable");
      SeenCall last = lastOfTheSameOwner(same.subList(0, i), call.epoch());
      if (last != null) {
        boolean failed = Set.of(End.DROPPED, End.LATER).contains(last.end);
        require(
            (failed && last.ended < call.arrived)
                || last.mayHaveTimedOut(call, node.timeout())
                || isGivenUpForSure(node),
            call,
            "repeats " + last + " for no reason");
      }
    }
  }

  /** An attempt had waited for a thread, as it seems, before it sent its call; it came late. */
  private boolean isGivenUpForSure(Graph.Node node) {
    return !run.records("late_result", node.step()).isEmpty();
  }

  private static @Nullable SeenCall lastOfTheSameOwner(List<SeenCall> before, long epoch) {
    for (int i = before.size() - 1; i >= 0; i--) {
      if (before.get(i).epoch() == epoch) {
        return before.get(i);
      }
    }
    return null;
  }

  /** What was in the journal when its worker came to own the run is decided. */
  private boolean isBeforeTheRecord(SeenCall call) {
    Long since = evidence.ownedSince(run, call.epoch());
    long ownedSince = since == null || !evidence.clocksAgree() ? 0 : since;
    return run.records().stream()
        .filter(row -> call.step().equals(row.step()))
        .filter(row -> call.undo() ? row.kind().equals("undone") : FINAL.contains(row.kind()))
        .noneMatch(row -> row.at() < ownedSince);
  }

  /** With the results which the witness gave for them. */
  private void comesAfterWhatItTakes(Graph.Node node) {
    for (SeenCall call : evidence.callsOf(run, node.step(), false)) {
      List<String> numbers = new ArrayList<>();
      for (String step : node.after()) {
        SeenCall first =
            evidence.callsOf(run, step, false).stream()
                .filter(done -> done.confirmed() && done.ended < call.arrived)
                .findFirst()
                .orElse(null);
        require(first != null, call, "comes before " + step + " has succeeded");
        numbers.add(first == null ? "?" : "" + first.number);
      }
      String inputs = call.request.inputs();
      List<String> taken = inputs.isEmpty() ? List.of() : Arrays.asList(inputs.split(","));
      require(taken.equals(numbers), call, "takes " + taken + " and not " + numbers);
    }
  }

  /**
   * Whoever calls a step has its inputs durably: no later owner of the run asks for them again. A
   * former owner, which may be late, has never called it if one does.
   */
  private void isNotForgottenByThoseBehind(Graph.Node node) {
    for (SeenCall call : evidence.callsOf(run, node.step(), false)) {
      for (SeenCall before : calls) {
        boolean decided =
            before.undo()
                ? !node.resolved()
                : run.graph().isBehind(before.step(), node.step())
                    && !run.graph().mayRunAhead(before.step(), node.step());
        require(
            !decided || before.epoch() >= call.epoch(),
            call,
            "was forgotten: " + before + " had come of it");
      }
    }
  }

  private void waitsAsLongAsJournaled(Graph.Node node) {
    if (!evidence.clocksAgree()) {
      return; // it is the clock of whoever looks that says when a wait is over
    }
    for (JournalRecord row : run.records()) {
      boolean undo = row.kind().equals("undo_retry_at");
      if ((undo || row.kind().equals("retry_at")) && node.step().equals(row.step())) {
        long until = Math.min(row.dueAt(), gaveUpAt(node, row.seq()));
        for (SeenCall call : evidence.callsOf(run, node.step(), undo)) {
          boolean early = call.request.sent() > row.at() && call.request.sent() < until;
          require(!early, call, "did not wait until " + until);
        }
      }
    }
  }

  /** A run that turns back waits for no step any more; one whose outcome it needs is asked. */
  private long gaveUpAt(Graph.Node node, int afterRecord) {
    return run.records("gave_up", node.step()).stream()
        .filter(row -> row.seq() > afterRecord)
        .mapToLong(JournalRecord::at)
        .findFirst()
        .orElse(Long.MAX_VALUE);
  }

  private void require(boolean fact, SeenCall call, String otherwise) {
    if (!fact) {
      problems.add("the call " + call + " " + otherwise);
    }
  }
}
