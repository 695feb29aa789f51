package dev.skald.runtime.machine;

import dev.skald.runtime.RunState;
import dev.skald.runtime.machine.Input.Verb;
import dev.skald.runtime.machine.ReferenceSaga.Ask;
import dev.skald.runtime.machine.ReferenceSaga.Direction;
import dev.skald.runtime.machine.ReferenceStep.Fate;
import dev.skald.runtime.machine.ReferenceStep.Undo;
import java.util.List;

/** What an operator may do with {@link ReferenceSaga}, from the Javadoc of {@code RunOperator}. */
final class ReferenceOperator {

  /** What is said of a verb: it must be taken, must be refused, or the design leaves it open. */
  enum Verdict {
    MUST,
    MAY,
    MUST_NOT
  }

  private final ReferenceSaga saga;

  ReferenceOperator(ReferenceSaga saga) {
    this.saga = saga;
  }

  Verdict verdict(Verb verb, int index) {
    if (saga.status().isEnd()) {
      return Verdict.MUST_NOT;
    }
    return switch (verb) {
      case CANCEL, ABANDON -> Verdict.MUST;
      case RETRY -> {
        boolean stuck = saga.status() == RunState.STUCK || saga.isPoisoned();
        yield stuck ? Verdict.MUST : Verdict.MAY;
      }
      case MARK_UNDONE -> ofMarkUndone(saga.steps.get(index));
      case SKIP -> ofSkip(saga.steps.get(index));
      case SUPPLY -> ofSupply(saga.steps.get(index));
    };
  }

  private Verdict ofMarkUndone(ReferenceStep step) {
    boolean stuckPivot = step.isStuckForward() && saga.plan.isPivot(step.plan.index());
    boolean running = isUndoing(step) && step.awaited && !step.isOpen();
    if (step.hasFailedUndo() || stuckPivot && step.fate == Fate.UNKNOWN || running) {
      return Verdict.MUST;
    }
    boolean mayTurnBack = step.isStuckForward() && saga.mayFollowWish();
    return isUndoing(step) || mayTurnBack ? Verdict.MAY : Verdict.MUST_NOT;
  }

  private Verdict ofSkip(ReferenceStep step) {
    boolean isVoid = step.plan.ref().type() == void.class;
    if (step.hasFailedUndo() || step.isStuckForward() && isVoid) {
      return Verdict.MUST;
    }
    boolean nothingToUndo = mayGetStuck(step) && isVoid && step.plan.undo() == null;
    return isUndoing(step) || nothingToUndo ? Verdict.MAY : Verdict.MUST_NOT;
  }

  private Verdict ofSupply(ReferenceStep step) {
    if (step.isStuckForward() || step.hasFailedUndo() && step.isResolving()) {
      return Verdict.MUST;
    }
    boolean unknown = isUndoing(step) && step.fate == Fate.UNKNOWN;
    return unknown || mayGetStuck(step) ? Verdict.MAY : Verdict.MUST_NOT;
  }

  private boolean isUndoing(ReferenceStep step) {
    return saga.direction == Direction.BACK && !step.isSettled();
  }

  /** A step that is retried without limit is never stuck, and a person may yet want to help. */
  private boolean mayGetStuck(ReferenceStep step) {
    return saga.direction == Direction.FORWARD && step.isOpen();
  }

  /** The verb was taken. */
  List<Ask> operate(Verb verb, int index, long at) {
    saga.progress();
    switch (verb) {
      case CANCEL -> {
        saga.wish = true;
        saga.turnBackIf(saga.mayFollowWish());
      }
      case ABANDON -> {
        saga.direction = Direction.GIVEN_UP;
        saga.steps.forEach(step -> step.awaited = false);
      }
      case RETRY -> saga.steps.forEach(this::retry);
      default -> decide(verb, saga.steps.get(index));
    }
    return saga.proceed(at);
  }

  /** The person knows better than the calls on their way: nobody waits for them any more. */
  private void decide(Verb verb, ReferenceStep step) {
    step.awaited = false;
    step.freshAttempts();
    if (verb == Verb.SUPPLY) {
      step.fate = Fate.SUCCEEDED;
      step.undo = Undo.NONE;
    } else if (saga.direction == Direction.BACK) {
      step.undo = verb == Verb.SKIP ? Undo.SKIPPED : Undo.DONE;
    } else {
      step.fate = verb == Verb.SKIP ? Fate.SKIPPED : Fate.REJECTED;
      saga.turnBackIf(verb == Verb.MARK_UNDONE);
    }
  }

  private void retry(ReferenceStep step) {
    if (step.awaited) {
      step.tally().savedAttempts = 0;
      step.tally().savedDueAt = 0;
      return;
    }
    step.fate = step.isStuckForward() ? Fate.OPEN : step.fate;
    step.undo = step.hasFailedUndo() ? Undo.NONE : step.undo;
    step.freshAttempts();
  }
}
