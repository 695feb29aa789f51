package dev.skald.runtime.machine;

import dev.skald.runtime.machine.ReferenceSaga.Direction;
import dev.skald.runtime.plan.StepPlan;
import dev.skald.runtime.plan.UndoPlan;
import java.util.List;

/** A step as {@link ReferenceSaga} sees it. */
final class ReferenceStep {

  enum Fate {
    NOT_REACHED,
    OPEN,
    SUCCEEDED,
    REJECTED,
    UNKNOWN,
    SKIPPED
  }

  enum Undo {
    NONE,
    DONE,
    FAILED,
    SKIPPED
  }

  /** Attempts of one thing: how many, when the next is due; and both as far as they are durable. */
  static final class Tally {
    int attempts;
    long dueAt;
    int savedAttempts;
    long savedDueAt;

    void failed(long at, long delay) {
      dueAt = at + delay;
      if (delay > 1_000) {
        savedAttempts = attempts;
        savedDueAt = dueAt;
      }
    }
  }

  final StepPlan<?> plan;
  Fate fate = Fate.NOT_REACHED;
  Undo undo = Undo.NONE;
  boolean awaited;
  boolean maybeHappened;
  private final ReferenceSaga saga;
  private Tally forward = new Tally();
  private Tally resolve = new Tally();
  private Tally back = new Tally();

  ReferenceStep(ReferenceSaga saga, StepPlan<?> plan) {
    this.saga = saga;
    this.plan = plan;
  }

  boolean isDone() {
    return fate == Fate.SUCCEEDED || fate == Fate.SKIPPED;
  }

  boolean isOpen() {
    return fate == Fate.OPEN;
  }

  boolean isStuckForward() {
    return saga.direction == Direction.FORWARD && (fate == Fate.UNKNOWN || fate == Fate.REJECTED);
  }

  boolean hasEffect() {
    return plan.effect() == StepPlan.Effect.EFFECT;
  }

  /** "Steps that succeeded or are unknown are undone", where they have an undo. */
  boolean isSettled() {
    boolean required = plan.undo() != null && (fate == Fate.SUCCEEDED || fate == Fate.UNKNOWN);
    return !required || undo == Undo.DONE || undo == Undo.SKIPPED;
  }

  boolean hasFailedUndo() {
    return undo == Undo.FAILED;
  }

  /** The undo needs a result nobody has: the step is called again, with the same key. */
  boolean isResolving() {
    return saga.direction == Direction.BACK
        && fate == Fate.UNKNOWN
        && plan.undo() != null
        && plan.undo().needs() == UndoPlan.Needs.RESULT;
  }

  /** The way forward, finding out, and the way back each have attempts of their own. */
  Tally tally() {
    return saga.direction == Direction.FORWARD || isOpen()
        ? forward
        : isResolving() ? resolve : back;
  }

  void freshAttempts() {
    forward = new Tally();
    resolve = new Tally();
    back = new Tally();
  }

  /** The process died. An open step counts as called. */
  void crash() {
    awaited = false;
    maybeHappened |= isOpen();
    for (Tally tally : List.of(forward, resolve, back)) {
      tally.attempts = tally.savedAttempts;
      tally.dueAt = tally.savedDueAt;
    }
  }
}
