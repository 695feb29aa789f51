package dev.skald.processor.lock;

import java.util.List;

/** What a source means for the runs of the accepted state. */
public sealed interface Verdict {

  /** No journal can tell the difference. */
  record Same() implements Verdict {}

  /**
   * Runs go on with the new source, wherever they stand.
   *
   * @param changes what has changed, not empty
   */
  record Compatible(List<Change> changes) implements Verdict {

    /** Copies the list. */
    public Compatible {
      changes = List.copyOf(changes);
    }
  }

  /**
   * Some journal that may exist would be misread.
   *
   * @param changes the changes by which, not empty
   */
  record NeedsNewVersion(List<Change> changes) implements Verdict {

    /** Copies the list. */
    public NeedsNewVersion {
      changes = List.copyOf(changes);
    }
  }
}
