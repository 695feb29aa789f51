package dev.skald.runtime.machine;

import dev.skald.runtime.Failure;
import dev.skald.runtime.RunState;
import dev.skald.runtime.plan.SagaPlan;
import dev.skald.runtime.plan.StepPlan;
import java.util.ArrayList;
import java.util.Arrays;
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

  private final Phase phase;
  private final long deadlineAt;
  private final int adoptions;
  private final @Nullable Failure wish;
  private final @Nullable Failure cause;
  private final StepProgress[] steps;

  private SagaState(
      Phase phase,
      long deadlineAt,
      int adoptions,
      @Nullable Failure wish,
      @Nullable Failure cause,
      StepProgress[] steps) {
    this.phase = phase;
    this.deadlineAt = deadlineAt;
    this.adoptions = adoptions;
    this.wish = wish;
    this.cause = cause;
    this.steps = steps;
  }

  /**
   * The state before the first event.
   *
   * @param plan the plan
   * @return a run that has not been started
   */
  public static SagaState initial(SagaPlan<?> plan) {
    StepProgress[] steps = new StepProgress[plan.steps().size()];
    Arrays.fill(steps, StepProgress.INITIAL);
    return new SagaState(Phase.NEW, Long.MAX_VALUE, 0, null, null, steps);
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
   * @return its progress
   */
  public StepProgress step(int index) {
    return steps[index];
  }

  /**
   * How many steps the run has.
   *
   * @return the count
   */
  public int size() {
    return steps.length;
  }

  /**
   * What a new owner reads from the journal: everything a crash forgets is forgotten.
   *
   * @return the state as far as it is durable
   */
  public SagaState afterCrash() {
    StepProgress[] kept = new StepProgress[steps.length];
    Arrays.setAll(kept, i -> steps[i].afterCrash());
    return new SagaState(phase, deadlineAt, adoptions, wish, cause, kept);
  }

  /**
   * The state of the run, as far as it is durable.
   *
   * @param plan the run's plan
   * @return the state; never {@link RunState#QUARANTINED}, which is not the machine's to say
   */
  public RunState status(SagaPlan<?> plan) {
    RunState status =
        switch (phase) {
          case NEW -> RunState.RUNNING;
          case FORWARD -> forwardStatus();
          case COMPENSATING -> Undoing.of(plan, this).status();
          case ABANDONED -> RunState.ABANDONED;
        };
    return isPoisoned() && !status.isEnd() ? RunState.PARKED : status;
  }

  private RunState forwardStatus() {
    boolean allDone = true;
    boolean running = false;
    boolean waiting = false;
    for (StepProgress step : steps) {
      boolean open = step.status() == StepProgress.Status.OPEN;
      allDone &= step.isDone();
      waiting |= open && step.saved().dueAt() > 0;
      running |= open && step.saved().dueAt() == 0;
    }
    if (allDone) {
      return RunState.COMPLETED;
    }
    return running ? RunState.RUNNING : waiting ? RunState.WAITING : RunState.STUCK;
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
    boolean held = false;
    for (StepProgress step : steps) {
      if (step.inFlight()) {
        return false;
      }
      held |= step.parked();
    }
    return held;
  }

  /**
   * When the run wants to be asked again if nothing happens before.
   *
   * @return milliseconds since the epoch, {@link Long#MAX_VALUE} for never
   */
  public long wakeAt() {
    if (isPoisoned()) {
      return Long.MAX_VALUE;
    }
    long wake = pendingDeadline();
    for (StepProgress step : steps) {
      if (!step.inFlight() && step.tries().dueAt() > 0) {
        wake = Math.min(wake, step.tries().dueAt());
      }
    }
    return wake;
  }

  /**
   * The same, as far as it is durable.
   *
   * @return milliseconds since the epoch, {@link Long#MAX_VALUE} for never
   */
  public long durableWakeAt() {
    if (isPoisoned()) {
      return Long.MAX_VALUE;
    }
    long wake = pendingDeadline();
    for (StepProgress step : steps) {
      if (step.saved().dueAt() > 0) {
        wake = Math.min(wake, step.saved().dueAt());
      }
    }
    return wake;
  }

  private long pendingDeadline() {
    return phase == Phase.FORWARD ? deadlineAt : Long.MAX_VALUE;
  }

  /**
   * Whether a call is awaited.
   *
   * @return true if some step or undo is in flight
   */
  public boolean inFlight() {
    for (StepProgress step : steps) {
      if (step.inFlight()) {
        return true;
      }
    }
    return false;
  }

  /**
   * What the run is stuck at, or why it was given up or turned back.
   *
   * @return the failure, {@code null} if there is none
   */
  public @Nullable Failure problem() {
    for (StepProgress step : steps) {
      boolean gaveUp =
          phase == Phase.FORWARD && step.isStuckForward()
              || phase == Phase.COMPENSATING && step.undo() == StepProgress.Undo.FAILED;
      if (gaveUp) {
        return step.tries().failure();
      }
    }
    return cause;
  }

  /**
   * The steps whose effect may exist and is neither confirmed nor undone, and those the run is
   * stuck at, whatever they leave behind.
   *
   * @param plan the run's plan
   * @return their names in an order of execution
   */
  public List<String> remaining(SagaPlan<?> plan) {
    List<String> names = new ArrayList<>();
    for (int place = 0; place < steps.length; place++) {
      StepPlan<?> step = plan.step(plan.inOrder(place));
      if (mayStand(step, steps[step.index()])) {
        names.add(step.name());
      }
    }
    return names;
  }

  private boolean mayStand(StepPlan<?> plan, StepProgress step) {
    if (phase == Phase.FORWARD && step.isStuckForward()) {
      return true;
    }
    return switch (step.status()) {
      case IDLE, REJECTED, SKIPPED -> false;
      case OPEN, UNKNOWN, SUCCEEDED ->
          plan.effect() == StepPlan.Effect.EFFECT
              && step.undo() != StepProgress.Undo.DONE
              && (phase != Phase.FORWARD || step.status() != StepProgress.Status.SUCCEEDED);
    };
  }

  SagaState with(int index, StepProgress progress) {
    StepProgress[] next = steps.clone();
    next[index] = progress;
    return new SagaState(phase, deadlineAt, adoptions, wish, cause, next);
  }

  /** The same after something durable happened: the owner makes progress. */
  SagaState progressed() {
    return adoptions == 0 ? this : new SagaState(phase, deadlineAt, 0, wish, cause, steps);
  }

  SagaState adopted(int count) {
    return new SagaState(phase, deadlineAt, count, wish, cause, steps);
  }

  SagaState started(long deadline) {
    return new SagaState(Phase.FORWARD, deadline, 0, null, null, steps);
  }

  SagaState wishing(Failure why) {
    return new SagaState(phase, deadlineAt, adoptions, wish == null ? why : wish, cause, steps);
  }

  SagaState deadlinePassed() {
    return new SagaState(phase, Long.MAX_VALUE, adoptions, wish, cause, steps);
  }

  SagaState turnedBack(Failure why) {
    return new SagaState(Phase.COMPENSATING, deadlineAt, adoptions, wish, why, steps);
  }

  /** Calls on their way are no longer awaited: nothing but late results follows an end. */
  SagaState abandoned(Failure why) {
    StepProgress[] left = new StepProgress[steps.length];
    Arrays.setAll(left, i -> steps[i].notAwaited());
    return new SagaState(Phase.ABANDONED, deadlineAt, adoptions, wish, why, left);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SagaState that
        && phase == that.phase
        && deadlineAt == that.deadlineAt
        && adoptions == that.adoptions
        && Objects.equals(wish, that.wish)
        && Objects.equals(cause, that.cause)
        && Arrays.equals(steps, that.steps);
  }

  @Override
  public int hashCode() {
    return Objects.hash(phase, deadlineAt, adoptions, wish, cause, Arrays.hashCode(steps));
  }

  @Override
  public String toString() {
    return phase + " " + Arrays.toString(steps) + (cause == null ? "" : " because of " + cause);
  }
}
