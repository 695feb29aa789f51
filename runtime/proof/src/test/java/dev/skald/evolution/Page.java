package dev.skald.evolution;

import dev.skald.docs.Repository;
import dev.skald.evolution.Family.Moment;
import dev.skald.evolution.Mutation.Verdict;
import dev.skald.evolution.Mutation.Witness;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The page of the documentation that lists the changes. */
final class Page {

  static final String PATH = "docs/evolution-proof.md";

  static final String INTRODUCTION =
      """
      # Changes of a saga, and what its runs under way make of them

      Written by `EvolutionTest` (`runtime/proof`), which fails if a row is not true any more. What the verdicts mean, and the rules
      behind them, is in [evolution.md](evolution.md).

      Each section is about one saga, which is [compiled and changed](../runtime/proof/src/test/resources/evolution). Runs of the saga as it was
      are made to end in every way: they go through, are declined, lose answers, are cancelled, come too late. Their processes end at every
      moment: after each record of the journal, and after each effect that is not journaled yet. From there each goes on with the changed code, in
      three futures: all goes well; it is cancelled; whatever may be declined is, and no event comes in time.

      A judge that knows nothing of the compiler looks at what the services saw. No effect may take place twice, be left behind without a word, or
      change its idempotency key; no step is called again whose result is journaled, and none after its run has turned back; no
      value may be read as what it is not; no run may be quarantined, hang or fail; and what it says of itself in the end must be so.

      Of a change that is **same** or **compatible** every run does well. Of one that **needs a new version** the last column shows a run that does
      badly if it goes on all the same: its history, how far it had come when the process ended, and what happened next. In few rows no run
      fails, and the compiler refuses the change for the reason that is given.
      """;

  private static final Pattern ROW =
      Pattern.compile("^\\| (.+?) \\| (.+?) \\| (.+?) \\| (.*?) \\|$");
  private static final Pattern WITNESS = Pattern.compile("(.+, up to .+; then .+?): (.*)");

  private Page() {}

  /** The heading of a family and of its table. */
  static String heading(Family family) {
    return "\n## "
        + family.title()
        + "\n\n| change | verdict | why | what shows it |\n|---|---|---|---|\n";
  }

  /** The row of a change. */
  static String row(Mutation mutation, Optional<Witness> witness) {
    boolean refused = mutation.expected() == Verdict.NEEDS_NEW_VERSION;
    String shows =
        refused
            ? witness.map(w -> w.moment() + ": **" + escaped(w.wrong()) + "**").orElse("?")
            : mutation.expected() == Verdict.REFUSED ? "no run fails" : "every run goes on";
    Verdict verdict =
        mutation.expected() == Verdict.REFUSED ? Verdict.NEEDS_NEW_VERSION : mutation.expected();
    return "| "
        + String.join(" | ", mutation.name(), verdict.toString(), mutation.why(), shows)
        + " |";
  }

  private static String escaped(String text) {
    return text.replace("|", "\\|").replace("*", "\\*");
  }

  /** The rows that the page has of a family, in its order. */
  static List<String> rows(Family family) {
    String text = Repository.read(PATH);
    String heading = "\n## " + family.title() + "\n";
    int start = text.indexOf(heading);
    if (start < 0) {
      return List.of();
    }
    int end = text.indexOf("\n## ", start + 1);
    return text.substring(start, end < 0 ? text.length() : end)
        .lines()
        .filter(line -> ROW.matcher(line).matches())
        .skip(1)
        .toList();
  }

  /** The moments that the page may mean where it shows why a change is refused. */
  static List<Moment> moments(Mutation mutation) {
    for (String row : rows(mutation.family())) {
      Matcher cells = ROW.matcher(row);
      Matcher witness = WITNESS.matcher(cells.matches() ? cells.group(4) : "");
      if (cells.matches() && cells.group(1).equals(mutation.name()) && witness.matches()) {
        return mutation.family().moments().stream()
            .filter(moment -> moment.toString().equals(witness.group(1)))
            .toList();
      }
    }
    return List.of();
  }
}
