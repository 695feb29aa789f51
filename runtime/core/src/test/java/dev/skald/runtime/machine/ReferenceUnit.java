package dev.skald.runtime.machine;

import dev.skald.runtime.machine.ReferenceSaga.Direction;
import dev.skald.runtime.plan.StepPlan;
import dev.skald.runtime.plan.StepPlan.Mode;
import dev.skald.runtime.plan.UndoPlan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is called and undone by itself: a step that runs once, or one item of a step that runs for
 * each. What a step with items waits for before them is one, too, that is never called.
 */
final class ReferenceUnit {

  enum Fate {
    NOT_REACHED,
    AT_GATE,
    LOCKING,
    OPEN,
    AWAITING_CHILD,
    SUCCEEDED,
    REJECTED,
    UNKNOWN,
    SKIPPED,
    NOT_TAKEN
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

    void armed(long at) {
      dueAt = at;
      savedDueAt = at;
    }
  }

  final StepPlan<?> plan;
  final int item;
  Fate fate = Fate.NOT_REACHED;
  Undo undo = Undo.NONE;
  Call.@Nullable Kind awaited;
  boolean maybeHappened;
  boolean wasCalled;
  boolean childKnown;
  boolean queued;
  boolean freed;
  private boolean undoBegun;
  private final ReferenceSaga saga;
  private Tally asking = new Tally();
  private Tally forward = new Tally();
  private Tally resolve = new Tally();
  private Tally back = new Tally();

  ReferenceUnit(ReferenceSaga saga, StepPlan<?> plan, int item) {
    this.saga = saga;
    this.plan = plan;
    this.item = item;
  }

  String name() {
    return plan.name() + (item < 0 ? "" : "[" + item + "]");
  }

  /** In the machine's words. */
  StepProgress.Status status() {
    return switch (fate) {
      case NOT_REACHED -> StepProgress.Status.IDLE;
      case AT_GATE -> StepProgress.Status.WAITING;
      case AWAITING_CHILD -> StepProgress.Status.CHILD;
      default -> StepProgress.Status.valueOf(fate.name());
    };
  }

  boolean is(Mode mode) {
    return plan.mode() == mode;
  }

  boolean isDone() {
    return fate == Fate.SUCCEEDED || fate == Fate.SKIPPED;
  }

  boolean isOpen() {
    return fate == Fate.OPEN;
  }

  /** Counted against the number of items that may be under way. */
  boolean isUnderWay() {
    return fate == Fate.OPEN || fate == Fate.AWAITING_CHILD;
  }

  /** The same, or called ahead by an owner that died. */
  boolean mayBeUnderWay() {
    return isUnderWay() || fate == Fate.NOT_REACHED && maybeHappened;
  }

  /** It waits for something that is not its service. */
  boolean isWaiting() {
    return fate == Fate.AT_GATE || fate == Fate.LOCKING || fate == Fate.AWAITING_CHILD;
  }

  boolean isStuckForward() {
    return saga.direction == Direction.FORWARD && (fate == Fate.UNKNOWN || fate == Fate.REJECTED);
  }

  /** What is called at most once is not called again, whoever asks. */
  boolean mayBeTriedAgain() {
    return isStuckForward() && !(is(Mode.AT_MOST_ONCE) && wasCalled);
  }

  boolean hasEffect() {
    return plan.effect() == StepPlan.Effect.EFFECT;
  }

  boolean mayStand() {
    return fate == Fate.SUCCEEDED || fate == Fate.UNKNOWN;
  }

  /** "Steps that succeeded or are unknown are undone", where they have an undo. */
  boolean isSettled() {
    boolean required = plan.undo() != null && mayStand();
    return !required || undo == Undo.DONE || undo == Undo.SKIPPED;
  }

  boolean hasFailedUndo() {
    return undo == Undo.FAILED;
  }

  boolean wantsUndo() {
    return !isSettled() && undo == Undo.NONE;
  }

  /** The same for undos as {@link #isUnderWay} for steps. */
  boolean isUndoUnderWay() {
    return wantsUndo() && undoBegun;
  }

  /**
   * The undo needs what nobody has, the result or the child: the step is called again, with the
   * same key.
   */
  boolean isResolving() {
    boolean lacks = is(Mode.CHILD) ? !childKnown : fate == Fate.UNKNOWN;
    return saga.direction == Direction.BACK
        && mayStand()
        && lacks
        && plan.undo() != null
        && plan.undo().needs() == UndoPlan.Needs.RESULT;
  }

  /** The way forward, finding out, and the way back each have attempts of their own. */
  Tally tally() {
    if (isWaiting()) {
      return asking;
    }
    return saga.direction == Direction.FORWARD || isOpen()
        ? forward
        : isResolving() ? resolve : back;
  }

  Call.Kind wantedCall() {
    if (saga.direction == Direction.BACK && !isResolving()) {
      return Call.Kind.UNDO;
    }
    return fate == Fate.LOCKING
        ? Call.Kind.LOCK
        : fate == Fate.AWAITING_CHILD ? Call.Kind.CHILD : Call.Kind.STEP;
  }

  void call(Call.Kind kind) {
    awaited = kind;
    tally().dueAt = 0;
    wasCalled |= kind == Call.Kind.STEP;
    undoBegun |= saga.direction == Direction.BACK;
    if (kind == Call.Kind.STEP || kind == Call.Kind.UNDO) {
      tally().attempts++;
    }
  }

  /** Nobody waits for what is on its way, and attempts begin anew. */
  void decided(Fate next) {
    awaited = null;
    fate = next;
    freshAttempts();
  }

  void freshAttempts() {
    asking = new Tally();
    forward = new Tally();
    resolve = new Tally();
    back = new Tally();
  }

  /** It frees its place among the items that are undone. */
  void undoFails() {
    undo = Undo.FAILED;
    undoBegun = false;
  }

  /**
   * The process died. An open step counts as called, but for one whose call is a transaction, and
   * for one of which a record would say so.
   */
  void crash() {
    awaited = null;
    queued = false;
    freed = false;
    boolean counts = is(Mode.AT_MOST_ONCE) ? wasCalled : !is(Mode.TRANSACTIONAL);
    maybeHappened |= isOpen() && counts;
    for (Tally tally : List.of(asking, forward, resolve, back)) {
      tally.attempts = tally.savedAttempts;
      tally.dueAt = tally.savedDueAt;
    }
  }
}
