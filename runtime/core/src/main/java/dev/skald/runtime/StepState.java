package dev.skald.runtime;

/** The state of a step in a run, from its first call to the end of its undo. */
public enum StepState {
  /** Waits for other steps, or was never reached. */
  PENDING,
  /** All steps it waits for are done; it waits for a time, an event, a lock or its child. */
  WAITING,
  /** Lies on a branch that was not taken. */
  NOT_TAKEN,
  /** May have been called; an attempt runs or the next one is awaited. */
  RUNNING,
  /** Succeeded. */
  SUCCEEDED,
  /** Declined by its service: it had no effect. */
  REJECTED,
  /** Its outcome is unknown and its policy has ended. */
  UNKNOWN,
  /** An operator decided to go on without it. */
  SKIPPED,
  /** Its undo runs, waits for its next attempt, or waits for other undos. */
  UNDOING,
  /** Its undo is confirmed, by the undo itself or by an operator. */
  UNDONE,
  /** Its undo has given up. */
  UNDO_FAILED,
  /** An operator accepted that its effect stays. */
  UNDO_SKIPPED
}
