package dev.skald.processor.lock;

import dev.skald.processor.diagnostic.ChangeWording;
import java.util.List;
import java.util.Optional;

/**
 * Compares a saga with what was accepted of it. The rules, and why each of them holds, are in
 * {@code docs/evolution.md}: a change is compatible if no journal that may exist is misread.
 */
public final class Comparison {

  private Comparison() {}

  /**
   * Compares a source with a lock file.
   *
   * @param lock what was accepted
   * @param now the source
   * @return the verdict
   */
  public static Verdict compare(LockFile lock, Description now) {
    Description accepted = lock.accepted().description();
    Differences found = differences(accepted, now, true);
    List<Change> breaking = found.breaking();
    for (LockFile.State former : lock.formerly()) {
      List<Change> more = differences(former.description(), now, false).breaking();
      // What the accepted state has of it was accepted, with whatever rules there were then.
      more.removeAll(differences(former.description(), accepted, false).breaking());
      more.removeAll(breaking);
      breaking.addAll(more);
    }
    if (!breaking.isEmpty()) {
      return new Verdict.NeedsNewVersion(breaking);
    }
    if (accepted.equals(now)) {
      return new Verdict.Same();
    }
    if (found.compatible().isEmpty()) {
      found.goesOn(Optional.empty(), ChangeWording.other());
    }
    return new Verdict.Compatible(found.compatible());
  }

  private static Differences differences(Description before, Description now, boolean latest) {
    Differences found = new Differences();
    TypeComparison types = new TypeComparison(before.types(), now.types(), latest, found);
    types.compare(Optional.empty(), "The input", before.input(), now.input());
    GraphComparison graph = new GraphComparison(before, now, found);
    graph.compare();
    before
        .steps()
        .forEach(
            (name, step) ->
                now.step(name)
                    .ifPresent(same -> new StepComparison(step, same, types, found).compare()));
    graph.compareResult();
    return found;
  }
}
