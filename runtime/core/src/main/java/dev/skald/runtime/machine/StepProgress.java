package dev.skald.runtime.machine;

/**
 * How far a step has come. The first three components are durable; a crash forgets the others.
 *
 * @param status the step's own state
 * @param undo the state of its undo
 * @param saved the attempts as far as they are journaled
 * @param tries the attempts of the step, or of its undo once the run has turned back
 * @param call the number of the last call
 * @param inFlight whether that call is awaited
 * @param touched whether the step may have been called by a call that is no longer awaited
 * @param parked whether the last call was not let through
 */
public record StepProgress(
    Status status,
    Undo undo,
    Tries saved,
    Tries tries,
    int call,
    boolean inFlight,
    boolean touched,
    boolean parked) {

  /** The state of a step. */
  public enum Status {
    /** Not reached, or known never to have been called. */
    IDLE,
    /** All it waits for is done: it counts as possibly called. */
    OPEN,
    /** It has its result. */
    SUCCEEDED,
    /** It had no effect. */
    REJECTED,
    /** It may have had its effect, and is not called again to go forward. */
    UNKNOWN,
    /** An operator goes on without it. */
    SKIPPED
  }

  /** The state of an undo. */
  public enum Undo {
    /** Not confirmed; whether it is required follows from the step and the run. */
    NONE,
    /** Confirmed. */
    DONE,
    /** Its policy has ended. */
    FAILED,
    /** An operator accepts that the effect stays. */
    SKIPPED
  }

  static final StepProgress INITIAL =
      new StepProgress(Status.IDLE, Undo.NONE, Tries.NONE, Tries.NONE, 0, false, false, false);

  /** The step enters another state, with its attempts behind it. What is unknown was called. */
  StepProgress become(Status next, Tries kept) {
    boolean called = touched || next == Status.UNKNOWN;
    return new StepProgress(next, undo, kept, kept, call, false, called, false);
  }

  StepProgress become(Undo next, Tries kept) {
    return new StepProgress(status, next, kept, kept, call, false, touched, false);
  }

  StepProgress called() {
    Tries next = tries.counting(tries.attempts() + 1).due(0);
    return new StepProgress(status, undo, saved, next, call + 1, true, touched, false);
  }

  StepProgress notAttempted(long dueAt) {
    Tries back = tries.counting(Math.max(0, tries.attempts() - 1)).due(dueAt);
    return new StepProgress(status, undo, saved, back, call, false, touched, true);
  }

  StepProgress retrySoon(Tries next) {
    return new StepProgress(status, undo, saved, next, call, false, true, false);
  }

  StepProgress retryAt(Tries next) {
    return new StepProgress(status, undo, next, next, call, false, true, false);
  }

  StepProgress timerFired() {
    return new StepProgress(
        status, undo, saved.due(0), tries.due(0), call, inFlight, touched, parked);
  }

  /** The count of attempts begins anew; an attempt in flight goes on. */
  StepProgress fresh() {
    Tries live = inFlight ? tries : Tries.NONE;
    return new StepProgress(status, undo, Tries.NONE, live, call, inFlight, touched, parked);
  }

  StepProgress notAwaited() {
    return new StepProgress(status, undo, saved, tries, call, false, touched, false);
  }

  /** What a new owner reads from the journal: an open step counts as called. */
  StepProgress afterCrash() {
    return new StepProgress(
        status, undo, saved, saved, 0, false, status == Status.OPEN || saved.attempts() > 0, false);
  }

  boolean isDone() {
    return status == Status.SUCCEEDED || status == Status.SKIPPED;
  }

  boolean isStuckForward() {
    return status == Status.UNKNOWN || status == Status.REJECTED;
  }
}
