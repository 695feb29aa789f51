package dev.skald.runtime;

/** The state of a run. A run is never silently anything else. */
public enum RunState {
  /** Steps run, or wait for each other. */
  RUNNING(false),
  /**
   * Everything that could go on waits: for a time (a delay, a retry further away), a signal, a lock
   * or a child.
   */
  WAITING(false),
  /**
   * The run cannot go on here and now: its plan is missing, its calls are not let through, or so
   * many owners came to an end with it that it may be the reason.
   */
  PARKED(false),
  /** The run has turned back; undos run, or steps under way are awaited. */
  COMPENSATING(false),
  /** A policy has ended and a person must decide; see {@link RunOperator}. */
  STUCK(false),
  /** The journal of the run cannot be read; nothing is done with it. */
  QUARANTINED(false),
  /** The end: every step succeeded. */
  COMPLETED(true),
  /** The end: every required undo is confirmed. */
  COMPENSATED(true),
  /** The end: an operator gave the run up, or accepted an effect that stays. */
  ABANDONED(true);

  private final boolean end;

  RunState(boolean end) {
    this.end = end;
  }

  /**
   * Whether nothing follows this state.
   *
   * @return true for {@link #COMPLETED}, {@link #COMPENSATED} and {@link #ABANDONED}
   */
  public boolean isEnd() {
    return end;
  }
}
