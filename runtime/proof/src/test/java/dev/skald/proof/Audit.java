package dev.skald.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Judges what happened: each problem with everything that is known of its run. */
final class Audit {

  private static final int SHOWN = 5;

  private final Evidence evidence;

  Audit(Evidence evidence) {
    this.evidence = evidence;
  }

  void check() {
    List<String> problems = problems();
    if (!problems.isEmpty()) {
      throw new AssertionError(
          problems.size()
              + " problems:\n"
              + problems.stream().limit(SHOWN).collect(Collectors.joining("\n")));
    }
  }

  List<String> problems() {
    List<String> problems = new ArrayList<>(lost());
    if (!evidence.integrity().equals(ProofJournal.SOUND)) {
      problems.add("The journal is damaged: " + evidence.integrity());
    }
    for (Evidence.Run run : evidence.runs()) {
      List<String> found = new ArrayList<>(JournalRules.check(evidence, run));
      found.addAll(CallRules.check(evidence, run));
      found.addAll(OwnerRules.check(evidence, run));
      found.addAll(UndoRules.check(evidence, run));
      found.forEach(problem -> problems.add(describe(run, problem)));
    }
    return problems;
  }

  /** What was acknowledged, and what the witness was called for, is in the journal. */
  private List<String> lost() {
    TreeSet<String> names = new TreeSet<>(evidence.known());
    names.addAll(evidence.calls().keySet());
    evidence.runs().forEach(run -> names.remove(run.name()));
    return names.stream()
        .map(
            name ->
                name
                    + " is not in the journal, but "
                    + (evidence.known().contains(name) ? "was acknowledged" : "the witness saw it"))
        .collect(Collectors.toList());
  }

  private String describe(Evidence.Run run, String problem) {
    StringBuilder text = new StringBuilder(run.name()).append(": ").append(problem);
    text.append("\n  is ").append(run.header().state());
    for (SeenCall call : evidence.callsOf(run)) {
      text.append("\n  ").append(call);
    }
    run.records()
        .forEach(
            row ->
                text.append("\n  record ")
                    .append(row.seq())
                    .append(' ')
                    .append(row.kind())
                    .append(' ')
                    .append(row.step())
                    .append(" at ")
                    .append(row.at()));
    return text.toString();
  }
}
