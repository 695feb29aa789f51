package dev.skald.runtime.machine;

import dev.skald.runtime.plan.SagaPlan;
import java.util.List;

/**
 * Decides what a run does next: a pure function of the plan, the state and one input. The states of
 * a run and what leads from one to the next are described in {@code docs/semantics.md}; the split
 * into deciding and folding follows the decider pattern of event sourcing (Jérémie Chassaing,
 * "Functional Event Sourcing Decider", 2021).
 */
public final class SagaMachine {

  /** How often in a row a run may be adopted without progress before it is left alone. */
  public static final int MAX_ADOPTIONS = 10;

  /** A retry further away than this survives a crash; a nearer one is made at once after it. */
  public static final long DURABLE_WAIT_MILLIS = 1_000;

  /**
   * How many external events for one step are remembered; what comes after them is only refused.
   */
  public static final int MAX_SIGNALS = 100;

  private SagaMachine() {}

  /**
   * Decides. Calls it answers may be made once its durable events are durable; inputs of one run
   * are decided one after the other, in the order in which their events are appended.
   *
   * @param plan the run's plan
   * @param state the run's state
   * @param input what happened
   * @return what follows
   * @throws IllegalStateException if the input cannot come in that state, which is a defect of the
   *     caller
   */
  public static Decision decide(SagaPlan<?> plan, SagaState state, Input input) {
    Deciding deciding = new Deciding(plan, state, input.at());
    if (input instanceof Input.Start start) {
      deciding.start(start);
    } else if (input instanceof Input.Ended ended) {
      deciding.ended(ended);
    } else if (input instanceof Input.Operate operate) {
      Verbs.operate(deciding, operate);
    } else if (input instanceof Input.Signal signal) {
      deciding.signal(signal);
    } else if (input instanceof Input.LocksFreed) {
      deciding.locksFreed();
    } else if (input instanceof Input.TurnBack turnBack) {
      deciding.turnBack(turnBack);
    } else if (input instanceof Input.Adopt) {
      deciding.adopt();
    } else {
      deciding.woke();
    }
    return deciding.decision();
  }

  /**
   * Whether a call may be made before the decision that asks for it is durable: it is one of a step
   * that {@linkplain SagaPlan#mayRunAhead may run ahead}, and whoever reads the journal as it is
   * must take that step for called anyway. Nothing but {@linkplain #mayBeOvertaken results} may be
   * on its way to the journal before it.
   *
   * @param plan the run's plan
   * @param durable the state as far as it is durable
   * @param call the call
   * @return whether it need not wait
   */
  public static boolean mayRunAhead(SagaPlan<?> plan, SagaState durable, Call call) {
    return call.kind() == Call.Kind.STEP
        && plan.mayRunAhead(call.step())
        && Ahead.of(plan, durable).get(call.step());
  }

  /**
   * Whether calls may be made before a decision is durable: it says no more than how steps ended
   * that would end so again. What a person says, for one, is not found out by calling again.
   *
   * @param decision the decision
   * @return whether all that is durable in it are results, and times that begin
   */
  public static boolean mayBeOvertaken(Decision decision) {
    for (Event event : decision.events()) {
      boolean result =
          event.kind() == Event.Kind.SUCCEEDED || event.kind() == Event.Kind.TIMER_ARMED;
      if (event.kind().durable() && !result) {
        return false;
      }
    }
    return decision.state().phase() == SagaState.Phase.FORWARD;
  }

  /**
   * Folds events onto a state.
   *
   * @param plan the run's plan
   * @param state the state before
   * @param events what happened since, in order
   * @return the state after
   * @throws IllegalStateException if an event cannot follow: the journal does not fit the plan
   */
  public static SagaState fold(SagaPlan<?> plan, SagaState state, List<Event> events) {
    SagaState next = state;
    for (Event event : events) {
      next = Fold.apply(plan, next, event);
    }
    return next;
  }
}
