package dev.skald.runtime.machine;

import dev.skald.runtime.Failure;
import dev.skald.runtime.RunState;
import dev.skald.runtime.machine.Event.Kind;
import dev.skald.runtime.machine.SagaState.Phase;
import dev.skald.runtime.machine.StepProgress.Status;
import dev.skald.runtime.machine.StepProgress.Undo;
import dev.skald.runtime.plan.StepPlan;
import org.jspecify.annotations.Nullable;

/** When each of an operator's verbs is allowed, and what it does. Refusals say what is. */
final class Verbs {

  private Verbs() {}

  static void operate(Deciding deciding, Input.Operate verb) {
    String refusal = refusal(deciding, verb);
    if (refusal != null) {
      deciding.refuse(refusal);
      return;
    }
    deciding.emit(
        new Event(
            kind(verb), verb.step(), 0, 0, why(deciding, verb), verb.operator(), verb.value()));
    deciding.advance();
  }

  private static Kind kind(Input.Operate verb) {
    return switch (verb.verb()) {
      case RETRY -> Kind.OPERATOR_RETRY;
      case MARK_UNDONE -> Kind.MARKED_UNDONE;
      case SKIP -> Kind.SKIPPED;
      case SUPPLY -> Kind.SUPPLIED;
      case ABANDON -> Kind.ABANDONED;
      case CANCEL -> Kind.CANCEL_REQUESTED;
    };
  }

  private static Failure why(Deciding deciding, Input.Operate verb) {
    Failure.Kind kind =
        verb.verb() == Input.Verb.CANCEL ? Failure.Kind.CANCELLED : Failure.Kind.OPERATOR;
    String step = verb.step() == Event.NO_STEP ? null : deciding.plan().step(verb.step()).name();
    return new Failure(kind, step, null, verb.reason());
  }

  private static @Nullable String refusal(Deciding deciding, Input.Operate verb) {
    RunState status = deciding.state().status(deciding.plan());
    if (status.isEnd()) {
      return "the run is " + status + ", and nothing follows that";
    }
    return switch (verb.verb()) {
      case ABANDON, CANCEL -> null;
      case RETRY -> retryRefusal(deciding.state());
      case MARK_UNDONE -> markUndoneRefusal(deciding, verb.step());
      case SKIP -> skipRefusal(deciding, verb.step());
      case SUPPLY -> supplyRefusal(deciding, verb.step());
    };
  }

  private static @Nullable String retryRefusal(SagaState state) {
    boolean something = state.isPoisoned();
    for (int i = 0; i < state.size(); i++) {
      StepProgress step = state.step(i);
      something |= state.phase() == Phase.FORWARD && step.isStuckForward();
      something |= step.undo() == Undo.FAILED || step.tries().failure() != null;
    }
    return something ? null : "nothing in it has failed, so there is nothing to try again";
  }

  private static @Nullable String markUndoneRefusal(Deciding deciding, int index) {
    StepPlan<?> plan = deciding.plan().step(index);
    StepProgress step = deciding.state().step(index);
    if (deciding.state().phase() == Phase.FORWARD) {
      boolean stuckAtPivot = step.status() == Status.UNKNOWN && deciding.plan().canTurnBack(index);
      return stuckAtPivot
          ? null
          : "going forward, only a step before or at the pivot can be marked as undone, and only if"
              + " the run is stuck at it; "
              + describe(plan, step);
    }
    return undoIsOpen(deciding, index) ? null : noOpenUndo(plan, step);
  }

  private static @Nullable String skipRefusal(Deciding deciding, int index) {
    StepPlan<?> plan = deciding.plan().step(index);
    StepProgress step = deciding.state().step(index);
    if (deciding.state().phase() == Phase.COMPENSATING) {
      return step.undo() == Undo.FAILED
          ? null
          : "only an undo that has failed can be skipped; " + describe(plan, step);
    }
    if (!isTroubled(step)) {
      return "only a step that has failed can be skipped; " + describe(plan, step);
    }
    if (plan.undo() != null) {
      return "step "
          + plan.name()
          + " has an undo, which a skipped step would never get; supply its result, or cancel the run";
    }
    return plan.ref().type() == void.class
        ? null
        : "step "
            + plan.name()
            + " has a result, which others may take; supply it instead of skipping the step";
  }

  private static @Nullable String supplyRefusal(Deciding deciding, int index) {
    StepPlan<?> plan = deciding.plan().step(index);
    StepProgress step = deciding.state().step(index);
    boolean allowed =
        deciding.state().phase() == Phase.FORWARD
            ? isTroubled(step)
            : step.status() == Status.UNKNOWN && undoIsOpen(deciding, index);
    return allowed
        ? null
        : "a result can only be supplied for a step that has failed and whose outcome is open; "
            + describe(plan, step);
  }

  /** Stuck, or on the way to it: at least one attempt failed. */
  private static boolean isTroubled(StepProgress step) {
    return step.isStuckForward() || step.status() == Status.OPEN && step.tries().failure() != null;
  }

  private static boolean undoIsOpen(Deciding deciding, int index) {
    StepProgress step = deciding.state().step(index);
    return Undoing.isRequired(deciding.plan(), step, index)
        && (step.undo() == Undo.NONE || step.undo() == Undo.FAILED);
  }

  private static String noOpenUndo(StepPlan<?> plan, StepProgress step) {
    return "step " + plan.name() + " has no undo that is open; " + describe(plan, step);
  }

  private static String describe(StepPlan<?> plan, StepProgress step) {
    String undo = step.undo() == Undo.NONE ? "" : ", its undo is " + step.undo();
    return "step " + plan.name() + " is " + step.status() + undo;
  }
}
