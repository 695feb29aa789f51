package dev.skald.runtime.machine;

/**
 * How far a step, or one item of a step that runs for each, has come. A crash forgets {@code tries}
 * and all behind it.
 *
 * @param status the step's own state
 * @param undo the state of its undo
 * @param saved the attempts as far as they are journaled
 * @param variant which variant its result is of, {@link Facts#NO_VARIANT} for none
 * @param child whether the run of another saga that it started is known
 * @param cleared whether, in a run that turned back, neither it nor a step behind it is left to
 *     undo
 * @param signals the external events that came for it
 * @param tries the attempts of the step, or of its undo once the run has turned back
 * @param call the number of the last call
 * @param inFlight whether that call is awaited
 * @param touched whether the step may have been called by a call that is no longer awaited
 * @param parked whether the last call was not let through, or waits for locks
 */
public record StepProgress(
    Status status,
    Undo undo,
    Tries saved,
    int variant,
    boolean child,
    boolean cleared,
    SignalBox signals,
    Tries tries,
    int call,
    boolean inFlight,
    boolean touched,
    boolean parked) {

  /** The state of a step. */
  public enum Status {
    /** Not reached, or known never to have been called; unless it {@link #ranAhead}. */
    IDLE,
    /** All steps it waits for are done; it waits for a time or an event. */
    WAITING,
    /** It waits for its locks. */
    LOCKING,
    /** All it waits for is there: it counts as possibly called. */
    OPEN,
    /** The run that it started is under way. */
    CHILD,
    /** It has its result. */
    SUCCEEDED,
    /** It had no effect. */
    REJECTED,
    /** It may have had its effect, and is not called again to go forward. */
    UNKNOWN,
    /** An operator goes on without it. */
    SKIPPED,
    /** It lies on a branch that is not taken. */
    NOT_TAKEN,
    /** It ran through a list, and the run turned back before the end of it. */
    CUT_SHORT
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
      new StepProgress(
          Status.IDLE,
          Undo.NONE,
          Tries.NONE,
          Facts.NO_VARIANT,
          false,
          false,
          SignalBox.EMPTY,
          Tries.NONE,
          0,
          false,
          false,
          false);

  /** The step enters another state, with its attempts behind it. What is unknown was called. */
  StepProgress become(Status next, Tries kept) {
    boolean called = touched || next == Status.UNKNOWN;
    return new StepProgress(
        next, undo, kept, variant, child, cleared, signals, kept, call, false, called, false);
  }

  StepProgress become(Undo next, Tries kept) {
    return new StepProgress(
        status, next, kept, variant, child, cleared, signals, kept, call, false, touched, false);
  }

  StepProgress succeeded(Tries kept, int which) {
    return new StepProgress(
        Status.SUCCEEDED,
        Undo.NONE,
        kept,
        which,
        child,
        cleared,
        signals,
        kept,
        call,
        false,
        touched,
        false);
  }

  StepProgress childStarted() {
    return new StepProgress(
        status, undo, saved, variant, true, cleared, signals, tries, call, false, true, false);
  }

  StepProgress nothingLeft() {
    return new StepProgress(
        status, undo, saved, variant, child, true, signals, tries, call, inFlight, touched, parked);
  }

  StepProgress with(SignalBox box) {
    return new StepProgress(
        status, undo, saved, variant, child, cleared, box, tries, call, inFlight, touched, parked);
  }

  private StepProgress live(Tries next, int number, boolean awaited, boolean called, boolean held) {
    return new StepProgress(
        status, undo, saved, variant, child, cleared, signals, next, number, awaited, called, held);
  }

  private StepProgress saved(Tries durable, Tries next) {
    return new StepProgress(
        status, undo, durable, variant, child, cleared, signals, next, call, inFlight, touched,
        parked);
  }

  /** A call that is an attempt begins. */
  StepProgress called() {
    return live(tries.counting(tries.attempts() + 1).due(0), call + 1, true, touched, false);
  }

  /** The only attempt of a step begins. */
  StepProgress calling() {
    return saved(Tries.ONE, tries).called();
  }

  /** A call that is no attempt begins. */
  StepProgress asked() {
    return live(tries.due(0), call + 1, true, touched, false);
  }

  StepProgress queued() {
    return live(tries, call, false, touched, true);
  }

  /** It is due to be asked for again, also if an answer is on its way. */
  StepProgress freed() {
    return live(tries.due(1), call, inFlight, touched, parked);
  }

  StepProgress notAttempted(long dueAt) {
    Tries back = tries.counting(Math.max(0, tries.attempts() - 1)).due(dueAt);
    return live(back, call, false, touched, true);
  }

  StepProgress retrySoon(Tries next) {
    return live(next, call, false, true, false);
  }

  StepProgress retryAt(Tries next) {
    return saved(next, next).live(next, call, false, true, false);
  }

  /** An owner that is gone may have called it before it was reached: at least one attempt. */
  StepProgress calledAhead() {
    return saved(Tries.ONE, Tries.ONE).touchedAhead();
  }

  /** The same as long as it is not journaled. */
  StepProgress touchedAhead() {
    return live(tries, call, inFlight, true, parked);
  }

  /** Whether it may have been called, although the journal does not say that it was reached. */
  boolean ranAhead() {
    return status == Status.IDLE && saved.attempts() > 0;
  }

  StepProgress armed(long dueAt) {
    return saved(saved.due(dueAt), tries.due(dueAt));
  }

  StepProgress timerFired() {
    return saved(saved.due(0), tries.due(0));
  }

  /**
   * The count of attempts begins anew; an attempt in flight, or a wait, goes on, and that it may
   * have been called is not forgotten.
   */
  StepProgress fresh() {
    if (status == Status.LOCKING) {
      // One that waits in a queue goes on waiting; one that was not let through asks at once.
      return tries.dueAt() > 0 ? freed() : this;
    }
    boolean waits = status == Status.WAITING || ranAhead();
    return waits ? this : saved(Tries.NONE, inFlight ? tries : Tries.NONE);
  }

  /** A wait for another try ends; the attempts count on. */
  StepProgress atOnce() {
    return inFlight ? this : live(tries.due(0), call, false, touched, parked);
  }

  StepProgress notAwaited() {
    return live(tries, call, false, touched, parked);
  }

  /** What a new owner reads from the journal: an open step counts as called. */
  StepProgress afterCrash() {
    boolean called = status == Status.OPEN || status == Status.CHILD || saved.attempts() > 0;
    return live(saved, 0, false, called, false);
  }

  boolean isDone() {
    return status == Status.SUCCEEDED || status == Status.SKIPPED;
  }

  /** Whether nothing can change about whether it was done. */
  boolean isSettled() {
    return isDone() || status == Status.NOT_TAKEN;
  }

  boolean isActive() {
    return switch (status) {
      case WAITING, LOCKING, OPEN, CHILD -> true;
      case IDLE, SUCCEEDED, REJECTED, UNKNOWN, SKIPPED, NOT_TAKEN, CUT_SHORT -> false;
    };
  }

  boolean isStuckForward() {
    return status == Status.UNKNOWN || status == Status.REJECTED;
  }

  /** Whether its effect may exist. */
  boolean mayStand() {
    return status == Status.SUCCEEDED || status == Status.UNKNOWN;
  }

  /** Whether its undo is required and not settled, if it has one. */
  boolean owesUndo() {
    return mayStand() && (undo == Undo.NONE || undo == Undo.FAILED);
  }
}
