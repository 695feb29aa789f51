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

  private static final Failure HELD_BACK =
      new Failure(Failure.Kind.ERROR, null, null, "Not let through");

  private final SagaPlan<?> plan;
  private final long now;
  private final List<Event> events = new ArrayList<>(4);
  private final List<Call> calls = new ArrayList<>(2);
  private SagaState state;
  private @Nullable String refusal;

  Deciding(SagaPlan<?> plan, SagaState state, long now) {
    this.plan = plan;
    this.state = state.draft();
    this.now = now;
  }

  SagaPlan<?> plan() {
    return plan;
  }

  SagaState state() {
    return state;
  }

  long now() {
    return now;
  }

  /** How many events there have been that are no calls. */
  int beside() {
    return events.size() - calls.size();
  }

  void call(Kind kind, Call.Kind what, int index, int item) {
    emit(Event.of(kind, index, item));
    StepProgress step = state.at(index, item);
    calls.add(new Call(index, item, what, step.call(), step.tries().attempts()));
  }

  Decision decision() {
    return new Decision(events, calls, state.finished(), refusal);
  }

  void emit(Event event) {
    if (events.isEmpty() && plan.isPipelined()) {
      rememberWhatRanAhead();
    }
    apply(event);
  }

  /**
   * What the last owner may have called ahead of its records follows from the journal as it left
   * it, and would not follow any more from what is written now.
   */
  private void rememberWhatRanAhead() {
    for (int index = 0; index < state.size(); index++) {
      StepProgress step = state.step(index);
      if (plan.mayRunAhead(index)
          && step.status() == Status.IDLE
          && step.touched()
          && !step.ranAhead()) {
        apply(Event.of(Kind.RAN_AHEAD, index, Event.NO_ITEM));
      }
    }
  }

  private void apply(Event event) {
    state = Fold.apply(plan, state, event);
    events.add(event);
  }

  void refuse(String why) {
    refusal = why;
  }

  void start(Input.Start start) {
    emit(
        new Event(
            Kind.STARTED,
            Event.NO_STEP,
            Event.NO_ITEM,
            0,
            start.deadlineAt(),
            null,
            null,
            start.value(),
            start.facts()));
    advance();
  }

  void woke() {
    if (!state.isPoisoned() && !state.status().isEnd()) {
      passDeadline();
      advance();
    }
  }

  /** A new owner: steps under way when the run had already turned back are not called again. */
  void adopt() {
    if (state.isPoisoned() || state.status().isEnd()) {
      return;
    }
    passDeadline();
    if (hasCallsDue()) {
      int count = state.adoptions() + 1;
      emit(
          new Event(
              Kind.ADOPTED, Event.NO_STEP, Event.NO_ITEM, count, 0, null, null, null, Facts.NONE));
    }
    advance();
  }

  private boolean hasCallsDue() {
    Deciding trial = new Deciding(plan, state, now);
    trial.advance();
    for (Call call : trial.calls) {
      if (runsUserCode(call)) {
        return true;
      }
    }
    return false;
  }

  /** Waiting for others brings no owner to an end. */
  private boolean runsUserCode(Call call) {
    return switch (call.kind()) {
      case STEP -> true;
      case UNDO -> mode(call) != StepPlan.Mode.CHILD;
      case LOCK, CHILD -> false;
    };
  }

  private void passDeadline() {
    if (state.phase() == Phase.FORWARD && state.deadlineAt() <= now) {
      Failure why = new Failure(Failure.Kind.DEADLINE, null, null, "The deadline passed");
      emit(Event.ofRun(Kind.DEADLINE_PASSED, why));
    }
  }

  /** Whoever waits for locks asks for them again. */
  void locksFreed() {
    state.eachUnderWay(
        (index, item, step) -> {
          if (step.status() == Status.LOCKING) {
            emit(Event.of(Kind.LOCK_FREED, index, item));
          }
        });
    advance();
  }

  void turnBack(Input.TurnBack input) {
    if (state.phase() == Phase.ABANDONED) {
      refuse("the run was given up, so nobody can say what of it stands");
    } else if (state.phase() == Phase.FORWARD && !plan.isUndoable()) {
      refuse("its saga has a pivot, behind which nothing is undone");
    } else if (state.phase() == Phase.FORWARD) {
      emit(Event.ofRun(Kind.PARENT_TURNED_BACK, input.why()));
      advance();
    }
  }

  /** An event is taken by the step that waits for it, or will; it may also come too late. */
  void signal(Input.Signal signal) {
    StepProgress step = state.step(signal.step());
    if (step.signals().ids().contains(signal.id())) {
      return;
    }
    boolean awaited =
        state.phase() == Phase.FORWARD
            && !step.signals().received()
            && (step.status() == Status.IDLE || step.status() == Status.WAITING);
    if (awaited) {
      emit(brought(Kind.SIGNALLED, signal));
      advance();
    } else if (step.signals().ids().size() < SagaMachine.MAX_SIGNALS) {
      emit(brought(Kind.LATE_SIGNAL, signal));
    }
  }

  private static Event brought(Kind kind, Input.Signal signal) {
    return new Event(
        kind, signal.step(), Event.NO_ITEM, 0, 0, null, signal.id(), signal.value(), Facts.NONE);
  }

  void ended(Input.Ended ended) {
    Call call = ended.call();
    StepProgress step = state.at(call.step(), call.item());
    if (!step.inFlight() || step.call() != call.number()) {
      late(call, ended.result());
      return;
    }
    Result result = ended.result();
    if (result instanceof Result.NotAttempted held) {
      emit(failed(Kind.NOT_ATTEMPTED, call, 0, now + held.retryAfter(), HELD_BACK));
    } else if (result instanceof Result.Queued) {
      emit(Event.of(Kind.LOCK_QUEUED, call.step(), call.item()));
    } else {
      switch (call.kind()) {
        case STEP, CHILD -> stepEnded(call, result, ended.random());
        case UNDO -> undoEnded(call, result, ended.random());
        case LOCK -> lockEnded(call, result);
      }
    }
    advance();
  }

  private void stepEnded(Call call, Result result, double random) {
    int attempts = at(call).tries().attempts();
    if (result instanceof Result.Success success) {
      boolean startsChild = call.kind() == Call.Kind.STEP && mode(call) == StepPlan.Mode.CHILD;
      Kind kind = startsChild ? Kind.CHILD_STARTED : Kind.SUCCEEDED;
      emit(done(kind, call, attempts, success));
    } else if (result instanceof Result.Rejection rejection) {
      emit(failed(Kind.REJECTED, call, attempts, 0, rejection.failure()));
    } else if (result instanceof Result.Unclear unclear) {
      unclear(call, unclear, random);
    }
  }

  private void lockEnded(Call call, Result result) {
    if (result instanceof Result.Success) {
      emit(Event.of(Kind.LOCKED, call.step(), call.item()));
    } else if (result instanceof Result.Rejection rejection) {
      emit(failed(Kind.REJECTED, call, 0, 0, rejection.failure()));
    } else {
      throw new IllegalArgumentException("Asking for locks ended with " + result);
    }
  }

  private void undoEnded(Call call, Result result, double random) {
    if (result instanceof Result.Success success) {
      emit(done(Kind.UNDONE, call, at(call).tries().attempts(), success));
    } else if (result instanceof Result.Unclear unclear) {
      undoFailed(call, unclear, random);
    } else {
      throw new IllegalArgumentException("An undo cannot end with " + result);
    }
  }

  /** Nobody waits for it any more; it is recorded if it says something. */
  private void late(Call call, Result result) {
    boolean ofChild = call.kind() == Call.Kind.CHILD || call.kind() == Call.Kind.LOCK;
    if (ofChild || result instanceof Result.NotAttempted || result instanceof Result.Queued) {
      return;
    }
    Failure failure = null;
    if (result instanceof Result.Rejection rejection) {
      failure = rejection.failure();
    } else if (result instanceof Result.Unclear unclear) {
      failure = unclear.failure();
    }
    Object value = result instanceof Result.Success success ? success.value() : null;
    emit(
        new Event(
            Kind.LATE_RESULT,
            call.step(),
            call.item(),
            call.attempt(),
            0,
            failure,
            null,
            value,
            Facts.NONE));
  }

  /**
   * An unknown outcome: called again by policy; in a run that turned back, resolved or given up.
   */
  private void unclear(Call call, Result.Unclear unclear, double random) {
    StepProgress step = at(call);
    if (step.status() == Status.UNKNOWN) {
      undoFailed(call, unclear, random);
      return;
    }
    RetryPolicy retry = plan.step(call.step()).retry();
    int attempts = step.tries().attempts();
    boolean again = step.status() == Status.OPEN && retry.allowsAfter(attempts);
    if (state.phase() == Phase.FORWARD && again) {
      again(Kind.RETRY_SOON, Kind.RETRY_AT, call, retry, unclear, random);
    } else {
      // What was rolled back had no effect: that much is known of it.
      boolean known = mode(call) == StepPlan.Mode.TRANSACTIONAL;
      emit(failed(known ? Kind.REJECTED : Kind.GAVE_UP, call, attempts, 0, unclear.failure()));
    }
  }

  private void undoFailed(Call call, Result.Unclear unclear, double random) {
    RetryPolicy retry = undoOf(plan.step(call.step())).retry();
    int attempts = at(call).tries().attempts();
    if (retry.allowsAfter(attempts)) {
      again(Kind.UNDO_RETRY_SOON, Kind.UNDO_RETRY_AT, call, retry, unclear, random);
    } else {
      emit(failed(Kind.UNDO_GAVE_UP, call, attempts, 0, unclear.failure()));
    }
  }

  private void again(
      Kind soon, Kind later, Call call, RetryPolicy retry, Result.Unclear unclear, double random) {
    int attempts = at(call).tries().attempts();
    long delay =
        unclear.retryAfter() == Result.Unclear.BY_POLICY
            ? retry.delayMillisAfter(attempts, random)
            : unclear.retryAfter();
    Kind kind = delay > SagaMachine.DURABLE_WAIT_MILLIS ? later : soon;
    emit(failed(kind, call, attempts, now + delay, unclear.failure()));
  }

  /** Does whatever can be done now. */
  void advance() {
    new Advance(this).go();
  }

  private StepProgress at(Call call) {
    return state.at(call.step(), call.item());
  }

  private StepPlan.Mode mode(Call call) {
    return plan.step(call.step()).mode();
  }

  private static Event done(Kind kind, Call call, int attempts, Result.Success success) {
    return new Event(
        kind, call.step(), call.item(), attempts, 0, null, null, success.value(), success.facts());
  }

  private static Event failed(Kind kind, Call call, int attempts, long dueAt, Failure failure) {
    return Event.failed(kind, call.step(), call.item(), attempts, dueAt, failure);
  }

  static UndoPlan<?> undoOf(StepPlan<?> step) {
    UndoPlan<?> undo = step.undo();
    if (undo == null) {
      throw new IllegalStateException("Step " + step.name() + " has no undo");
    }
    return undo;
  }
}
