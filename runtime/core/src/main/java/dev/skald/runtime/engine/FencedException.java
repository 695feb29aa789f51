package dev.skald.runtime.engine;

import dev.skald.runtime.JournalException;

/** Another engine owns the run: nothing this one does for it counts any more. */
final class FencedException extends JournalException {

  private static final long serialVersionUID = 1L;

  FencedException(RunKey key) {
    super(
        "The run " + key + " has another owner: another engine has its journal, or this run of it");
  }
}
