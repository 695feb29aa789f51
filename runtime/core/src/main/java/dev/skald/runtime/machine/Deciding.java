package dev.skald.runtime.machine;

import dev.skald.runtime.Failure;
import dev.skald.runtime.machine.Event.Kind;
import dev.skald.runtime.machine.Input.Result;
import dev.skald.runtime.machine.SagaState.Phase;
import dev.skald.runtime.machine.StepProgress.Status;
import dev.skald.runtime.plan.RetryPolicy;
import dev.skald.runtime.plan.SagaPlan;
import dev.skald.runtime.plan.StepPlan;
import dev.skald.runtime.plan.UndoPlan;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One decision in the making. Every change goes through {@link #emit}, so the state is the fold of
 * the events by construction.
 */
final class Deciding {

  private final SagaPlan<?> plan;
  private final long now;
  private final List<Event> events = new ArrayList<>(4);
  private final List<Call> calls = new ArrayList<>(2);
  private SagaState state;
  private @Nullable String refusal;

  Deciding(SagaPlan<?> plan, SagaState state, long now) {
    this.plan = plan;
    this.state = state;
    this.now = now;
  }

  SagaPlan<?> plan() {
    return plan;
  }

  SagaState state() {
    return state;
  }

  Decision decision() {
    return new Decision(events, calls, state, refusal);
  }

  void emit(Event event) {
    state = Fold.apply(plan, state, event);
    events.add(event);
  }

  void refuse(String why) {
    refusal = why;
  }

  void start(Input.Start start) {
    emit(new Event(Kind.STARTED, Event.NO_STEP, 0, start.deadlineAt(), null, null, start.value()));
    advance();
  }

  void woke() {
    if (!state.isPoisoned() && !state.status(plan).isEnd()) {
      passDeadline();
      advance();
    }
  }

  /** A new owner: steps under way when the run had already turned back are not called again. */
  void adopt() {
    if (state.isPoisoned() || state.status(plan).isEnd()) {
      return;
    }
    passDeadline();
    if (hasCallsDue()) {
      emit(new Event(Kind.ADOPTED, Event.NO_STEP, state.adoptions() + 1, 0, null, null, null));
    }
    advance();
  }

  private boolean hasCallsDue() {
    Deciding trial = new Deciding(plan, state, now);
    trial.advance();
    return !trial.calls.isEmpty();
  }

  private void passDeadline() {
    if (state.phase() == Phase.FORWARD && state.deadlineAt() <= now) {
      Failure why = new Failure(Failure.Kind.DEADLINE, null, null, "The deadline passed");
      emit(Event.failed(Kind.DEADLINE_PASSED, Event.NO_STEP, 0, 0, why));
    }
  }

  void ended(Input.Ended ended) {
    Call call = ended.call();
    StepProgress step = state.step(call.step());
    if (!step.inFlight() || step.call() != call.number()) {
      late(call, ended.result());
      return;
    }
    Result result = ended.result();
    if (result instanceof Result.NotAttempted held) {
      emit(Event.failed(Kind.NOT_ATTEMPTED, call.step(), 0, now + held.retryAfter(), HELD_BACK));
    } else if (call.undo()) {
      undoEnded(call, result, ended.random());
    } else if (result instanceof Result.Success success) {
      emit(Event.done(Kind.SUCCEEDED, call.step(), step.tries().attempts(), success.value()));
    } else if (result instanceof Result.Rejection rejection) {
      int attempts = step.tries().attempts();
      emit(Event.failed(Kind.REJECTED, call.step(), attempts, 0, rejection.failure()));
    } else if (result instanceof Result.Unclear unclear) {
      unclear(call.step(), unclear, ended.random());
    }
    advance();
  }

  private static final Failure HELD_BACK =
      new Failure(Failure.Kind.ERROR, null, null, "The call was not let through");

  private void late(Call call, Result result) {
    if (result instanceof Result.NotAttempted) {
      return;
    }
    Object value = result instanceof Result.Success success ? success.value() : null;
    Failure failure =
        result instanceof Result.Rejection rejection
            ? rejection.failure()
            : result instanceof Result.Unclear unclear ? unclear.failure() : null;
    emit(new Event(Kind.LATE_RESULT, call.step(), call.attempt(), 0, failure, null, value));
  }

  private void undoEnded(Call call, Result result, double random) {
    if (result instanceof Result.Success) {
      emit(Event.done(Kind.UNDONE, call.step(), state.step(call.step()).tries().attempts(), null));
    } else if (result instanceof Result.Unclear unclear) {
      undoFailed(call.step(), unclear, random);
    } else {
      throw new IllegalArgumentException("An undo cannot be rejected: " + result);
    }
  }

  /**
   * An unknown outcome: called again by policy; in a run that turned back, resolved or given up.
   */
  private void unclear(int index, Result.Unclear unclear, double random) {
    StepProgress step = state.step(index);
    if (step.status() == Status.UNKNOWN) {
      undoFailed(index, unclear, random);
      return;
    }
    RetryPolicy retry = plan.step(index).retry();
    int attempts = step.tries().attempts();
    if (state.phase() == Phase.FORWARD && retry.allowsAfter(attempts)) {
      again(Kind.RETRY_SOON, Kind.RETRY_AT, index, retry, unclear, random);
    } else {
      emit(Event.failed(Kind.GAVE_UP, index, attempts, 0, unclear.failure()));
    }
  }

  private void undoFailed(int index, Result.Unclear unclear, double random) {
    RetryPolicy retry = undoOf(plan.step(index)).retry();
    int attempts = state.step(index).tries().attempts();
    if (retry.allowsAfter(attempts)) {
      again(Kind.UNDO_RETRY_SOON, Kind.UNDO_RETRY_AT, index, retry, unclear, random);
    } else {
      emit(Event.failed(Kind.UNDO_GAVE_UP, index, attempts, 0, unclear.failure()));
    }
  }

  private void again(
      Kind soon, Kind later, int index, RetryPolicy retry, Result.Unclear unclear, double random) {
    int attempts = state.step(index).tries().attempts();
    long delay =
        unclear.retryAfter() == Result.Unclear.BY_POLICY
            ? retry.delayMillisAfter(attempts, random)
            : unclear.retryAfter();
    Kind kind = delay > SagaMachine.DURABLE_WAIT_MILLIS ? later : soon;
    emit(Event.failed(kind, index, attempts, now + delay, unclear.failure()));
  }

  /** Does whatever can be done now. */
  void advance() {
    if (state.isPoisoned()) {
      return;
    }
    fireTimers();
    if (state.phase() == Phase.FORWARD) {
      turnBackFromUntouchedPivot();
    }
    if (state.phase() == Phase.FORWARD) {
      callOpenSteps();
    } else if (state.phase() == Phase.COMPENSATING) {
      settleOpenSteps();
      undoReadySteps();
    }
  }

  private void fireTimers() {
    for (int i = 0; i < state.size(); i++) {
      StepProgress step = state.step(i);
      if (!step.inFlight() && step.saved().dueAt() > 0 && isDue(step)) {
        emit(Event.of(Kind.TIMER_FIRED, i));
      }
    }
  }

  /** A wish to turn back waits for the pivot's outcome, unless the pivot has never been called. */
  private void turnBackFromUntouchedPivot() {
    for (int pivot : plan.pivots()) {
      StepProgress step = state.step(pivot);
      if (state.wish() != null
          && step.status() == Status.OPEN
          && !step.inFlight()
          && !step.touched()) {
        emit(Event.of(Kind.UNTOUCHED, pivot));
      }
    }
  }

  private void callOpenSteps() {
    for (int i = 0; i < state.size(); i++) {
      StepProgress step = state.step(i);
      if (step.status() == Status.OPEN && !step.inFlight() && isDue(step)) {
        call(Kind.CALLED, i, false);
      }
    }
  }

  /** Nothing new is started: what only waits to be called again has come to its end. */
  private void settleOpenSteps() {
    for (int i = 0; i < state.size(); i++) {
      StepProgress step = state.step(i);
      if (step.status() == Status.OPEN && !step.inFlight()) {
        if (step.touched()) {
          emit(Event.failed(Kind.GAVE_UP, i, step.tries().attempts(), 0, unresolved(i)));
        } else {
          emit(Event.of(Kind.UNTOUCHED, i));
        }
      }
    }
  }

  private Failure unresolved(int index) {
    Failure last = state.step(index).tries().failure();
    return last != null
        ? last
        : new Failure(
            Failure.Kind.CRASH,
            plan.step(index).name(),
            null,
            "The process ended during the call, and the run had turned back");
  }

  private void undoReadySteps() {
    Undoing undoing = Undoing.of(plan, state);
    if (undoing.draining()) {
      return;
    }
    for (int index : undoing.ready()) {
      StepProgress step = state.step(index);
      if (!step.inFlight() && isDue(step)) {
        boolean resolve =
            step.status() == Status.UNKNOWN
                && undoOf(plan.step(index)).needs() == UndoPlan.Needs.RESULT;
        call(resolve ? Kind.CALLED : Kind.UNDO_CALLED, index, !resolve);
      }
    }
  }

  private void call(Kind kind, int index, boolean undo) {
    emit(Event.of(kind, index));
    StepProgress step = state.step(index);
    calls.add(new Call(index, undo, step.call(), step.tries().attempts()));
  }

  private boolean isDue(StepProgress step) {
    return step.tries().dueAt() <= now;
  }

  private static UndoPlan<?> undoOf(StepPlan<?> step) {
    UndoPlan<?> undo = step.undo();
    if (undo == null) {
      throw new IllegalStateException("Step " + step.name() + " has no undo");
    }
    return undo;
  }
}
