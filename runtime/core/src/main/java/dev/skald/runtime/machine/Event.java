package dev.skald.runtime.machine;

import dev.skald.runtime.Failure;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a run. The state of a run is the fold of its events; the durable ones
 * are its journal. Flat, like the records they become.
 *
 * @param kind what happened
 * @param step the index of the step concerned, or {@link #NO_STEP}
 * @param item the place of the item concerned, or {@link #NO_ITEM}
 * @param attempts how many attempts there have been, where the kind speaks of them
 * @param dueAt a point of time in milliseconds since the epoch, where the kind speaks of one
 * @param failure why, where the kind has a reason
 * @param origin where it came from: the name of an operator, the id of an external event
 * @param value an input, result, event or child, opaque to the machine
 * @param facts what the machine must know of the value; it follows from the value, so it is not
 *     journaled
 */
public record Event(
    Kind kind,
    int step,
    int item,
    int attempts,
    long dueAt,
    @Nullable Failure failure,
    @Nullable String origin,
    @Nullable Object value,
    Facts facts) {

  /** Stands for "no step" in {@link #step()}. */
  public static final int NO_STEP = -1;

  /** Stands for "the step as a whole" in {@link #item()}. */
  public static final int NO_ITEM = -1;

  /** Kinds of events. Each says what it means after a crash. */
  public enum Kind {
    /**
     * The run exists. {@code value}: the input; {@code dueAt}: the deadline, or the largest long.
     * After a crash: the steps that wait for nothing may have been called.
     */
    STARTED(true),
    /** A step begins to wait for a time or an event, until {@code dueAt} at the longest. */
    TIMER_ARMED(true),
    /** The event a step waits for came. {@code origin}: its id; {@code value}: the event. */
    SIGNALLED(true),
    /** An event came that is not awaited any more; changes nothing. */
    LATE_SIGNAL(true),
    /** The locks of a step are asked for. Not durable: they are asked for again. */
    LOCK_ASKED(false),
    /** Others hold them: the run is told when that changes. */
    LOCK_QUEUED(false),
    /** Others do not hold them any more: they are asked for again. */
    LOCK_FREED(false),
    /** The run holds the locks of the step. After a crash: the step may have been called. */
    LOCKED(true),
    /** An attempt of a step begins. Not durable: an open step counts as called anyway. */
    CALLED(false),
    /** The only attempt of a step begins. After a crash: it may have been called. */
    CALLING(true),
    /** The step has started a run of another saga. {@code value}: which. */
    CHILD_STARTED(true),
    /** The end of the child is awaited. Not durable: it is awaited again. */
    CHILD_ASKED(false),
    /**
     * A new owner found that the last one may have called the step before all it waits for was
     * durable. After a crash: it may have been called.
     */
    RAN_AHEAD(true),
    /** The step has its result. After a crash: steps that waited for it may have been called. */
    SUCCEEDED(true),
    /** The step had no effect. After a crash: the run turns back, or is turning back. */
    REJECTED(true),
    /** An attempt failed, the next follows shortly. After a crash the attempt is not counted. */
    RETRY_SOON(false),
    /** An attempt failed, the next is due at {@code dueAt}: a durable timer is armed. */
    RETRY_AT(true),
    /** A durable timer fired. After a crash: the attempt it was armed for may have been made. */
    TIMER_FIRED(true),
    /** The step, resolved step or undo was not let through: no attempt was used up. */
    NOT_ATTEMPTED(false),
    /** The step is known never to have been called, although it was open. */
    UNTOUCHED(true),
    /** The outcome is unknown and will not be resolved by going forward. */
    GAVE_UP(true),
    /** An attempt of an undo begins. Not durable: a required undo counts as called anyway. */
    UNDO_CALLED(false),
    /** The undo is confirmed. */
    UNDONE(true),
    /** An attempt of an undo (or of resolving its step) failed, the next follows shortly. */
    UNDO_RETRY_SOON(false),
    /** The same, the next is due at {@code dueAt}: a durable timer is armed. */
    UNDO_RETRY_AT(true),
    /** The undo's policy has ended. */
    UNDO_GAVE_UP(true),
    /** Somebody wants the run to turn back. */
    CANCEL_REQUESTED(true),
    /** The run that started this one turned back: this one does too, even if it has completed. */
    PARENT_TURNED_BACK(true),
    /** The deadline passed. */
    DEADLINE_PASSED(true),
    /** The result of an attempt that was no longer awaited; changes nothing. */
    LATE_RESULT(true),
    /** A new owner calls again what the last one may have called. {@code attempts}: how often. */
    ADOPTED(true),
    /** An operator wants another try. */
    OPERATOR_RETRY(true),
    /** An operator confirms that the step's effect does not exist. */
    MARKED_UNDONE(true),
    /** An operator goes on without the step, or without its undo. */
    SKIPPED(true),
    /** An operator says what the step's result is. */
    SUPPLIED(true),
    /** An operator gives the run up. */
    ABANDONED(true);

    private final boolean durable;

    Kind(boolean durable) {
      this.durable = durable;
    }

    /**
     * Whether the event is journaled.
     *
     * @return false for what a crash may forget
     */
    public boolean durable() {
      return durable;
    }
  }

  static Event of(Kind kind, int step, int item) {
    return new Event(kind, step, item, 0, 0, null, null, null, Facts.NONE);
  }

  static Event ofRun(Kind kind, Failure failure) {
    return new Event(kind, NO_STEP, NO_ITEM, 0, 0, failure, null, null, Facts.NONE);
  }

  static Event failed(Kind kind, int step, int item, int attempts, long dueAt, Failure failure) {
    return new Event(kind, step, item, attempts, dueAt, failure, null, null, Facts.NONE);
  }

  /**
   * The reason of a kind that always has one.
   *
   * @return the failure
   * @throws NullPointerException if the event lacks it, which makes its journal unreadable
   */
  Failure why() {
    return Objects.requireNonNull(failure, () -> kind + " without a reason");
  }
}
