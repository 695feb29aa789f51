package dev.skald.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.skald.runtime.RunState;
import dev.skald.runtime.journal.JournalRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What the journal of one run must look like beside what the witness saw of it. */
final class JournalRules {

  /** Kinds that a run without any trouble has. */
  private static final Set<String> PLAIN = Set.of("started", "succeeded");

  private final Evidence evidence;
  private final Evidence.Run run;
  private final List<String> problems = new ArrayList<>();

  private JournalRules(Evidence evidence, Evidence.Run run) {
    this.evidence = evidence;
    this.run = run;
  }

  static List<String> check(Evidence evidence, Evidence.Run run) {
    JournalRules rules = new JournalRules(evidence, run);
    rules.isGapFree();
    rules.isAtTheEndThatWasTold();
    rules.stepsAreAsTheWitnessKnowsThem();
    if (run.header().state() == RunState.COMPLETED) {
      rules.costsOneRecordForEachStep();
    }
    return rules.problems;
  }

  private void isGapFree() {
    for (int i = 0; i < run.records().size(); i++) {
      JournalRecord row = run.records().get(i);
      require(row.seq() == i, "record " + i + " has number " + row.seq());
      require(row.kind().equals("started") == (i == 0), row.kind() + " as record " + i);
    }
    byte[] input = run.records().get(0).payload();
    require(
        input != null && new String(input, UTF_8).equals(run.header().key()), "has another input");
  }

  /** A declined run has turned back; any other only if a policy ended, which is journaled. */
  private void isAtTheEndThatWasTold() {
    RunState state = run.header().state();
    String told = evidence.ended().getOrDefault(run.name(), "");
    require(told.startsWith(state.name()), "ended " + state + ", but a worker told: " + told);
    boolean declined =
        !evidence.script().declined(run.header().saga(), run.header().key()).isEmpty();
    boolean gaveUp = run.records().stream().anyMatch(row -> row.kind().equals("gave_up"));
    switch (state) {
      case COMPLETED -> require(!declined && !gaveUp, "completed, although a step had failed");
      case COMPENSATED -> require(declined || gaveUp, "turned back without a reason");
      default -> problems.add("is not at an end");
    }
  }

  private void stepsAreAsTheWitnessKnowsThem() {
    boolean completed = run.header().state() == RunState.COMPLETED;
    for (Graph.Node node : run.graph().nodes()) {
      List<JournalRecord> done = run.records("succeeded", node.step());
      int undone = run.records("undone", node.step()).size();
      boolean unknown =
          !run.records("gave_up", node.step()).isEmpty()
              || !run.records("ran_ahead", node.step()).isEmpty();
      require(done.size() <= 1, node.step() + " succeeded more than once");
      done.forEach(row -> hasTheReceipt(node.step(), row));
      if (completed) {
        require(done.size() == 1 && undone == 0, node.step() + " is not done in a completed run");
      } else {
        boolean required = node.undone() && (!done.isEmpty() || unknown);
        boolean resolved = !run.records("rejected", node.step()).isEmpty();
        require(
            undone == (required && !resolved ? 1 : 0),
            node.step() + " was undone " + undone + " times in a compensated run");
      }
    }
  }

  private void hasTheReceipt(String step, JournalRecord row) {
    byte[] payload = row.payload();
    String text = payload == null ? "nothing" : new String(payload, UTF_8);
    long number =
        evidence.callsOf(run, step, false).stream().mapToLong(c -> c.number).max().orElse(0);
    require(text.startsWith(number + " "), step + " is " + text + ", the witness gave " + number);
  }

  /** n steps, n + 1 records, unless something happened on the way. */
  private void costsOneRecordForEachStep() {
    long extra = run.records().stream().filter(row -> !PLAIN.contains(row.kind())).count();
    require(
        run.records().size() - extra == run.graph().nodes().size() + 1,
        "has " + run.records().size() + " records");
  }

  private void require(boolean fact, String otherwise) {
    if (!fact) {
      problems.add(otherwise);
    }
  }
}
