package dev.skald.runtime.machine;

import dev.skald.runtime.Failure;
import dev.skald.runtime.RunState;
import dev.skald.runtime.machine.StepProgress.Status;
import dev.skald.runtime.machine.StepProgress.Undo;
import dev.skald.runtime.plan.SagaPlan;
import dev.skald.runtime.plan.StepPlan;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The state of a run: a fold of its events. Immutable and compared by value. It holds no inputs and
 * results, because no decision depends on them.
 */
public final class SagaState {

  /** The direction of a run. */
  public enum Phase {
    /** It has not been started. */
    NEW,
    /** It goes forward. */
    FORWARD,
    /** It has turned back. */
    COMPENSATING,
    /** An operator gave it up. */
    ABANDONED
  }

  /** Whether it is still being made. */
  private boolean draft;

  // Set while a new state is being made, and never again.
  private Phase phase = Phase.NEW;
  private long deadlineAt = Long.MAX_VALUE;
  private int adoptions;
  private @Nullable Failure wish;
  private @Nullable Failure cause;
  private Cells<StepProgress> steps;
  private Cells<Fan> fans;

  // What follows from these, kept so that no decision has to look at every step.
  private Ints active = Ints.NONE;
  private int settled;
  private boolean undoing;
  private Ints undoable = Ints.NONE;
  private int cleared;

  /** Worked out when it is first asked for; whoever does so at the same time gets the same. */
  private @Nullable RunState status;

  private SagaState(Cells<StepProgress> steps, Cells<Fan> fans) {
    this.steps = steps;
    this.fans = fans;
  }

  /** What a change is made to: another object, or a draft itself. */
  private SagaState copy() {
    if (draft) {
      status = null;
      return this;
    }
    return newCopy();
  }

  private SagaState newCopy() {
    SagaState copy = new SagaState(steps, fans);
    copy.phase = phase;
    copy.deadlineAt = deadlineAt;
    copy.adoptions = adoptions;
    copy.wish = wish;
    copy.cause = cause;
    copy.active = active;
    copy.settled = settled;
    copy.undoing = undoing;
    copy.undoable = undoable;
    copy.cleared = cleared;
    return copy;
  }

  /**
   * The same for one decision, which changes it in its place event by event: nobody else sees it
   * before it is {@link #finished}.
   */
  SagaState draft() {
    SagaState copy = newCopy();
    copy.draft = true;
    return copy;
  }

  /** From now on it does not change any more. */
  SagaState finished() {
    draft = false;
    return this;
  }

  /**
   * The state before the first event.
   *
   * @param plan the plan
   * @return a run that has not been started
   */
  public static SagaState initial(SagaPlan<?> plan) {
    int size = plan.steps().size();
    return new SagaState(Cells.of(size, StepProgress.INITIAL), Cells.of(size, Fan.NONE));
  }

  /**
   * The direction.
   *
   * @return the phase
   */
  public Phase phase() {
    return phase;
  }

  /**
   * When the run turns back.
   *
   * @return milliseconds since the epoch; {@link Long#MAX_VALUE} if there is no deadline, or it has
   *     passed
   */
  public long deadlineAt() {
    return deadlineAt;
  }

  /**
   * How many owners in a row took the run up and made no progress with it.
   *
   * @return the count
   */
  public int adoptions() {
    return adoptions;
  }

  /**
   * The wish to turn back that has been journaled, whether or not it can be followed.
   *
   * @return the cancel or deadline, {@code null} for none
   */
  public @Nullable Failure wish() {
    return wish;
  }

  /**
   * Why the run turned back or was given up.
   *
   * @return the failure, {@code null} if it goes forward
   */
  public @Nullable Failure cause() {
    return cause;
  }

  /**
   * How far a step has come.
   *
   * @param index the step's index
   * @return its progress; of a step that runs for each, that of the whole
   */
  public StepProgress step(int index) {
    return steps.get(index);
  }

  /**
   * How far a step, or an item of it, has come.
   *
   * @param index the step's index
   * @param item the item's place, or {@link Event#NO_ITEM}
   * @return its progress
   */
  public StepProgress at(int index, int item) {
    return item == Event.NO_ITEM ? steps.get(index) : fans.get(index).item(item);
  }

  /**
   * How many items a step runs through, as far as it is known.
   *
   * @param index the step's index
   * @return the count, 0 for a step that runs once
   */
  public int items(int index) {
    return fans.get(index).size();
  }

  /**
   * How many steps the run has.
   *
   * @return the count
   */
  public int size() {
    return steps.size();
  }

  /**
   * What a new owner reads from the journal: everything a crash forgets is forgotten.
   *
   * @param plan the run's plan
   * @return the state as far as it is durable
   */
  public SagaState afterCrash(SagaPlan<?> plan) {
    SagaState next = copy();
    next.steps = steps.map(StepProgress::afterCrash);
    next.fans = fans.map(fan -> fan.size() == 0 ? fan : fan.map(StepProgress::afterCrash));
    if (plan.isPipelined()) {
      BitSet ahead = Ahead.of(plan, this);
      for (int step = ahead.nextSetBit(0); step >= 0; step = ahead.nextSetBit(step + 1)) {
        next.steps = next.steps.with(step, next.step(step).touchedAhead());
      }
    }
    return next;
  }

  /**
   * The state of the run, as far as it is durable.
   *
   * @return the state; never {@link RunState#QUARANTINED}, which is not the machine's to say
   */
  public RunState status() {
    RunState known = status;
    if (known == null) {
      known = newStatus();
      status = known;
    }
    return known;
  }

  private RunState newStatus() {
    RunState status =
        switch (phase) {
          case NEW -> RunState.RUNNING;
          case FORWARD -> forwardStatus();
          case COMPENSATING -> undoStatus();
          case ABANDONED -> RunState.ABANDONED;
        };
    return isPoisoned() && !status.isEnd() ? RunState.PARKED : status;
  }

  private RunState forwardStatus() {
    if (settled == size()) {
      return RunState.COMPLETED;
    }
    long active = fold(0, (most, progress) -> Math.max(most, waits(progress) ? 1 : 2));
    return active == 0 ? RunState.STUCK : active == 1 ? RunState.WAITING : RunState.RUNNING;
  }

  private static boolean waits(StepProgress progress) {
    return progress.status() != Status.OPEN || progress.saved().dueAt() > 0;
  }

  private RunState undoStatus() {
    if (!active.isEmpty() || !undoable.isEmpty()) {
      return RunState.COMPENSATING;
    }
    if (cleared < size()) {
      return RunState.STUCK;
    }
    return anywhere((step, item, progress) -> progress.undo() == Undo.SKIPPED)
        ? RunState.ABANDONED
        : RunState.COMPENSATED;
  }

  /**
   * Looks at what is called, waits to be called, or may be undone now. What a visit changes is not
   * seen by those that follow, not even in a draft.
   */
  void eachUnderWay(Visit visit) {
    Cells<StepProgress> whole = steps;
    Cells<Fan> items = fans;
    Ints forward = active;
    Ints back = undoable;
    for (int i = 0; i < forward.size(); i++) {
      int step = forward.get(i);
      Fan fan = items.get(step);
      visit(step, whole.get(step), fan, fan.active(), false, visit);
    }
    for (int i = 0; i < back.size(); i++) {
      int step = back.get(i);
      Fan fan = items.get(step);
      visit(step, whole.get(step), fan, fan.undoing(), true, visit);
    }
  }

  private static void visit(
      int step, StepProgress whole, Fan fan, Ints items, boolean lastFirst, Visit visit) {
    if (isWhole(whole, fan)) {
      visit.at(step, Event.NO_ITEM, whole);
      return;
    }
    for (int i = 0; i < items.size(); i++) {
      int item = items.get(lastFirst ? items.size() - 1 - i : i);
      visit.at(step, item, fan.item(item));
    }
  }

  /**
   * The same for a number that is made of all. Asked several times for each decision, so it leaves
   * nothing to the collector where the folding refers to nothing around it.
   */
  private long fold(long start, Folding folding) {
    long folded = start;
    for (int i = 0; i < active.size(); i++) {
      int step = active.get(i);
      folded = fold(folded, step, fans.get(step).active(), folding);
    }
    for (int i = 0; i < undoable.size(); i++) {
      int step = undoable.get(i);
      folded = fold(folded, step, fans.get(step).undoing(), folding);
    }
    return folded;
  }

  private long fold(long start, int step, Ints items, Folding folding) {
    if (isWhole(steps.get(step), fans.get(step))) {
      return folding.with(start, steps.get(step));
    }
    long folded = start;
    for (int i = 0; i < items.size(); i++) {
      folded = folding.with(folded, fans.get(step).item(items.get(i)));
    }
    return folded;
  }

  private interface Folding {
    long with(long before, StepProgress progress);
  }

  /** Whether what happens next to a step happens to it as a whole. */
  private static boolean isWhole(StepProgress whole, Fan fan) {
    Status status = whole.status();
    return fan.size() == 0 || status == Status.WAITING || status == Status.LOCKING;
  }

  /** Whether a test holds for some step or item. */
  boolean anywhere(Test test) {
    for (int step = 0; step < size(); step++) {
      if (test.holds(step, Event.NO_ITEM, steps.get(step))) {
        return true;
      }
      Fan fan = fans.get(step);
      for (int item = 0; item < fan.size(); item++) {
        if (test.holds(step, item, fan.item(item))) {
          return true;
        }
      }
    }
    return false;
  }

  /** Looks at a step or an item of it. */
  interface Visit {
    void at(int step, int item, StepProgress progress);
  }

  /** Asks about a step or an item of it. */
  interface Test {
    boolean holds(int step, int item, StepProgress progress);
  }

  /**
   * Whether so many owners in a row came to an end with this run that it may be the reason: it is
   * left alone until an operator asks for another try.
   *
   * @return true if it was adopted more often than {@link SagaMachine#MAX_ADOPTIONS} times without
   *     progress
   */
  public boolean isPoisoned() {
    return adoptions > SagaMachine.MAX_ADOPTIONS;
  }

  /**
   * Whether nothing is in flight because calls are not let through.
   *
   * @return true if the run waits for permission to call
   */
  public boolean isHeldBack() {
    boolean[] held = {false, false};
    eachUnderWay(
        (step, item, progress) -> {
          held[0] |= progress.inFlight();
          held[1] |= progress.parked() && progress.status() != Status.LOCKING;
        });
    return !held[0] && held[1];
  }

  /**
   * When the run wants to be asked again if nothing happens before.
   *
   * @return milliseconds since the epoch, {@link Long#MAX_VALUE} for never
   */
  public long wakeAt() {
    return earliest(
        (wake, progress) -> progress.inFlight() ? wake : sooner(wake, progress.tries().dueAt()));
  }

  /**
   * The same, as far as it is durable.
   *
   * @return milliseconds since the epoch, {@link Long#MAX_VALUE} for never
   */
  public long durableWakeAt() {
    return earliest((wake, progress) -> sooner(wake, progress.saved().dueAt()));
  }

  private long earliest(Folding dueAt) {
    if (isPoisoned()) {
      return Long.MAX_VALUE;
    }
    return fold(phase == Phase.FORWARD && !isComplete() ? deadlineAt : Long.MAX_VALUE, dueAt);
  }

  private static long sooner(long wake, long dueAt) {
    return dueAt > 0 ? Math.min(wake, dueAt) : wake;
  }

  private boolean isComplete() {
    return settled == size();
  }

  /**
   * Whether a call is awaited.
   *
   * @return true if some step or undo is in flight
   */
  public boolean inFlight() {
    return fold(0, (found, progress) -> progress.inFlight() ? 1 : found) > 0;
  }

  /**
   * What the run is stuck at, or why it was given up or turned back.
   *
   * @return the failure, {@code null} if there is none
   */
  public @Nullable Failure problem() {
    Failure[] found = {null};
    anywhere(
        (step, item, progress) -> {
          boolean gaveUp =
              phase == Phase.FORWARD && progress.isStuckForward()
                  || phase == Phase.COMPENSATING && progress.undo() == Undo.FAILED;
          found[0] = gaveUp ? progress.tries().failure() : null;
          return gaveUp;
        });
    return found[0] != null ? found[0] : cause;
  }

  /**
   * The steps whose effect may exist and is neither confirmed nor undone, and those the run is
   * stuck at, whatever they leave behind.
   *
   * @param plan the run's plan
   * @return their names in an order of execution, those of items as {@code name[place]}
   */
  public List<String> remaining(SagaPlan<?> plan) {
    List<String> names = new ArrayList<>();
    for (int place = 0; place < size(); place++) {
      StepPlan<?> step = plan.step(plan.inOrder(place));
      Fan fan = fans.get(step.index());
      StepProgress whole = steps.get(step.index());
      // A step with items can be stuck before it comes to them.
      if (step.each() == null ? mayStand(step, whole) : isStuckAt(whole)) {
        names.add(step.name());
      }
      for (int item = 0; item < fan.size(); item++) {
        if (mayStand(step, fan.item(item))) {
          names.add(step.name(item));
        }
      }
    }
    return names;
  }

  private boolean mayStand(StepPlan<?> plan, StepProgress step) {
    if (isStuckAt(step)) {
      return true;
    }
    return switch (step.status()) {
      case WAITING, LOCKING, REJECTED, SKIPPED, NOT_TAKEN, CUT_SHORT -> false;
      case IDLE -> plan.effect() == StepPlan.Effect.EFFECT && step.ranAhead();
      case OPEN, CHILD, UNKNOWN, SUCCEEDED ->
          plan.effect() == StepPlan.Effect.EFFECT
              && step.undo() != Undo.DONE
              && (phase != Phase.FORWARD || step.status() != Status.SUCCEEDED);
    };
  }

  private boolean isStuckAt(StepProgress step) {
    return phase == Phase.FORWARD && step.isStuckForward();
  }

  Fan fan(int index) {
    return fans.get(index);
  }

  Ints active() {
    return active;
  }

  /** Whether the steps under way when the run turned back have ended, and undoing has begun. */
  boolean isUndoing() {
    return undoing;
  }

  SagaState with(int index, int item, StepProgress progress) {
    return item == Event.NO_ITEM
        ? with(index, progress)
        : with(index, fans.get(index).with(item, progress));
  }

  SagaState with(int index, StepProgress progress) {
    StepProgress before = steps.get(index);
    SagaState next = copy();
    next.steps = steps.with(index, progress);
    next.active = progress.isActive() ? active.with(index) : active.without(index);
    next.settled += (progress.isSettled() ? 1 : 0) - (before.isSettled() ? 1 : 0);
    next.cleared += (progress.cleared() ? 1 : 0) - (before.cleared() ? 1 : 0);
    return next;
  }

  SagaState with(int index, Fan fan) {
    SagaState next = copy();
    next.fans = fans.with(index, fan);
    return next;
  }

  SagaState undoable(int index, boolean ready) {
    SagaState next = copy();
    next.undoable = ready ? undoable.with(index) : undoable.without(index);
    return next;
  }

  SagaState undoingBegun() {
    SagaState next = copy();
    next.undoing = true;
    return next;
  }

  /** The same after something durable happened: the owner makes progress. */
  SagaState progressed() {
    return adoptions == 0 ? this : adopted(0);
  }

  SagaState adopted(int count) {
    SagaState next = copy();
    next.adoptions = count;
    return next;
  }

  SagaState started(long deadline) {
    SagaState next = copy();
    next.phase = Phase.FORWARD;
    next.deadlineAt = deadline;
    return next;
  }

  SagaState wishing(Failure why) {
    SagaState next = copy();
    next.wish = wish == null ? why : wish;
    return next;
  }

  SagaState deadlinePassed() {
    SagaState next = copy();
    next.deadlineAt = Long.MAX_VALUE;
    return next;
  }

  SagaState turnedBack(Failure why) {
    SagaState next = copy();
    next.phase = Phase.COMPENSATING;
    next.cause = why;
    return next;
  }

  /** Calls on their way are no longer awaited: nothing but late results follows an end. */
  SagaState abandoned(Failure why) {
    SagaState next = copy();
    next.phase = Phase.ABANDONED;
    next.active = Ints.NONE;
    next.undoable = Ints.NONE;
    next.cause = why;
    next.steps = steps.map(StepProgress::notAwaited);
    next.fans = fans.map(fan -> fan.size() == 0 ? fan : fan.map(StepProgress::notAwaited));
    return next;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SagaState that
        && phase == that.phase
        && deadlineAt == that.deadlineAt
        && adoptions == that.adoptions
        && Objects.equals(wish, that.wish)
        && Objects.equals(cause, that.cause)
        && steps.equals(that.steps)
        && fans.equals(that.fans)
        && active.equals(that.active)
        && settled == that.settled
        && undoing == that.undoing
        && undoable.equals(that.undoable)
        && cleared == that.cleared;
  }

  @Override
  public int hashCode() {
    return Objects.hash(phase, deadlineAt, adoptions, wish, cause, steps, fans);
  }

  @Override
  public String toString() {
    return phase + " " + steps + (cause == null ? "" : " because of " + cause);
  }
}
