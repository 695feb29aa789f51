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
            kind(verb),
            verb.step(),
            verb.item(),
            0,
            0,
            why(deciding, verb),
            verb.operator(),
            verb.value(),
            verb.facts()));
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
    String step =
        verb.step() == Event.NO_STEP ? null : deciding.plan().step(verb.step()).name(verb.item());
    return new Failure(kind, step, null, verb.reason());
  }

  private static @Nullable String refusal(Deciding deciding, Input.Operate verb) {
    RunState status = deciding.state().status();
    if (status.isEnd()) {
      return "the run is " + status + ", and nothing follows that";
    }
    return switch (verb.verb()) {
      case ABANDON, CANCEL -> null;
      case RETRY -> retryRefusal(deciding);
      case MARK_UNDONE, SKIP, SUPPLY -> {
        String misplaced = placeRefusal(deciding, verb);
        yield misplaced != null ? misplaced : stepRefusal(deciding, verb);
      }
    };
  }

  private static @Nullable String placeRefusal(Deciding deciding, Input.Operate verb) {
    StepPlan<?> plan = deciding.plan().step(verb.step());
    int items = deciding.state().items(verb.step());
    if (plan.each() == null) {
      return verb.item() == Event.NO_ITEM
          ? null
          : "step " + plan.name() + " runs once, so it has no items";
    }
    if (verb.item() == Event.NO_ITEM) {
      return "step " + plan.name() + " runs for each item of a list: say which one";
    }
    return verb.item() < items
        ? null
        : "step " + plan.name() + " has " + items + " items, which are counted from 0";
  }

  private static @Nullable String stepRefusal(Deciding deciding, Input.Operate verb) {
    StepPlan<?> plan = deciding.plan().step(verb.step());
    StepProgress step = deciding.state().at(verb.step(), verb.item());
    boolean forward = deciding.state().phase() == Phase.FORWARD;
    return switch (verb.verb()) {
      case MARK_UNDONE -> markUndoneRefusal(deciding, plan, step, forward);
      case SKIP -> skipRefusal(plan, step, forward);
      default -> supplyRefusal(plan, step, forward);
    };
  }

  private static @Nullable String retryRefusal(Deciding deciding) {
    SagaState state = deciding.state();
    boolean[] something = {state.isPoisoned()};
    boolean[] once = {false};
    state.anywhere(
        (index, item, step) -> {
          boolean stuck = state.phase() == Phase.FORWARD && step.isStuckForward();
          boolean again = Fold.mayBeRepeated(deciding.plan().step(index), step);
          once[0] |= stuck && !again;
          boolean failed = !stuck && step.tries().failure() != null;
          something[0] |= stuck && again || step.undo() == Undo.FAILED || failed;
          return something[0];
        });
    if (something[0]) {
      return null;
    }
    return once[0]
        ? "it is stuck at a step that is called at most once; supply its result, or mark it as"
            + " undone"
        : "nothing in it has failed, so there is nothing to try again";
  }

  private static @Nullable String markUndoneRefusal(
      Deciding deciding, StepPlan<?> plan, StepProgress step, boolean forward) {
    if (forward) {
      boolean stuckAtPivot =
          step.status() == Status.UNKNOWN && deciding.plan().canTurnBack(plan.index());
      return stuckAtPivot
          ? null
          : "going forward, only a step before or at the pivot can be marked as undone, and only if"
              + " the run is stuck at it; "
              + describe(plan, step);
    }
    return undoIsOpen(plan, step) ? null : noOpenUndo(plan, step);
  }

  private static @Nullable String skipRefusal(
      StepPlan<?> plan, StepProgress step, boolean forward) {
    if (!forward) {
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

  private static @Nullable String supplyRefusal(
      StepPlan<?> plan, StepProgress step, boolean forward) {
    if (!forward && plan.mode() == StepPlan.Mode.CHILD) {
      return "step "
          + plan.name()
          + " is undone by turning back the run it started, which no result names";
    }
    boolean allowed =
        forward ? isTroubled(step) : step.status() == Status.UNKNOWN && undoIsOpen(plan, step);
    return allowed
        ? null
        : "a result can only be supplied for a step that has failed and whose outcome is open; "
            + describe(plan, step);
  }

  /** Stuck, or on the way to it: at least one attempt failed. */
  private static boolean isTroubled(StepProgress step) {
    return step.isStuckForward() || step.status() == Status.OPEN && step.tries().failure() != null;
  }

  private static boolean undoIsOpen(StepPlan<?> plan, StepProgress step) {
    return plan.undo() != null && step.owesUndo();
  }

  private static String noOpenUndo(StepPlan<?> plan, StepProgress step) {
    return "step " + plan.name() + " has no undo that is open; " + describe(plan, step);
  }

  private static String describe(StepPlan<?> plan, StepProgress step) {
    String undo = step.undo() == Undo.NONE ? "" : ", its undo is " + step.undo();
    return "step " + plan.name() + " is " + step.status() + undo;
  }
}
