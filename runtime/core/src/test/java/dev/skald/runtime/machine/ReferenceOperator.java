package dev.skald.runtime.machine;

import dev.skald.runtime.RunState;
import dev.skald.runtime.machine.Input.Verb;
import dev.skald.runtime.machine.ReferenceSaga.Ask;
import dev.skald.runtime.machine.ReferenceSaga.Direction;
import dev.skald.runtime.machine.ReferenceUnit.Fate;
import dev.skald.runtime.machine.ReferenceUnit.Undo;
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

  Verdict verdict(Input.Operate said) {
    if (saga.status().isEnd()) {
      return Verdict.MUST_NOT;
    }
    return switch (said.verb()) {
      case CANCEL, ABANDON -> Verdict.MUST;
      case RETRY -> ofRetry();
      case MARK_UNDONE, SKIP, SUPPLY -> ofStep(said);
    };
  }

  private Verdict ofRetry() {
    boolean helps = saga.units().anyMatch(unit -> unit.mayBeTriedAgain() || unit.hasFailedUndo());
    boolean stuck = saga.status() == RunState.STUCK && helps || saga.isPoisoned();
    return stuck ? Verdict.MUST : Verdict.MAY;
  }

  /** Of a step with items one item must be meant, unless it is stuck before it has any. */
  private Verdict ofStep(Input.Operate said) {
    ReferenceStep step = saga.steps.get(said.step());
    boolean whole = said.item() == Event.NO_ITEM;
    if (!whole && said.item() >= step.items.size()) {
      return Verdict.MUST_NOT;
    }
    if (whole && step.runsForEach()) {
      boolean stuck = step.whole.isStuckForward() && isVoid(step.whole);
      return said.verb() == Verb.SKIP && stuck ? Verdict.MAY : Verdict.MUST_NOT;
    }
    ReferenceUnit unit = unit(said);
    return switch (said.verb()) {
      case MARK_UNDONE -> ofMarkUndone(unit);
      case SKIP -> ofSkip(unit);
      default -> ofSupply(unit);
    };
  }

  private ReferenceUnit unit(Input.Operate said) {
    ReferenceStep step = saga.steps.get(said.step());
    return said.item() == Event.NO_ITEM ? step.whole : step.items.get(said.item());
  }

  private static boolean isVoid(ReferenceUnit unit) {
    return unit.plan.ref().type() == void.class;
  }

  private Verdict ofMarkUndone(ReferenceUnit unit) {
    boolean stuckPivot = unit.isStuckForward() && saga.plan.isPivot(unit.plan.index());
    boolean running = isUndoing(unit) && unit.awaited != null && !unit.isOpen();
    if (unit.hasFailedUndo() || stuckPivot && unit.fate == Fate.UNKNOWN || running) {
      return Verdict.MUST;
    }
    boolean mayTurnBack = unit.isStuckForward() && saga.mayFollowWish();
    return isUndoing(unit) || mayTurnBack ? Verdict.MAY : Verdict.MUST_NOT;
  }

  private Verdict ofSkip(ReferenceUnit unit) {
    if (unit.hasFailedUndo() || unit.isStuckForward() && isVoid(unit)) {
      return Verdict.MUST;
    }
    boolean nothingToUndo = mayGetStuck(unit) && isVoid(unit) && unit.plan.undo() == null;
    return isUndoing(unit) || nothingToUndo ? Verdict.MAY : Verdict.MUST_NOT;
  }

  private Verdict ofSupply(ReferenceUnit unit) {
    if (unit.isStuckForward() || unit.hasFailedUndo() && unit.isResolving()) {
      return Verdict.MUST;
    }
    boolean unknown = isUndoing(unit) && unit.fate == Fate.UNKNOWN;
    return unknown || mayGetStuck(unit) ? Verdict.MAY : Verdict.MUST_NOT;
  }

  private boolean isUndoing(ReferenceUnit unit) {
    return saga.direction == Direction.BACK && !unit.isSettled();
  }

  /** A step that is retried without limit is never stuck, and a person may yet want to help. */
  private boolean mayGetStuck(ReferenceUnit unit) {
    return saga.direction == Direction.FORWARD && unit.isUnderWay();
  }

  /** The verb was taken. */
  List<Ask> operate(Input.Operate said) {
    saga.progress();
    switch (said.verb()) {
      case CANCEL -> {
        saga.wish = true;
        saga.turnBackIf(saga.mayFollowWish());
      }
      case ABANDON -> {
        saga.direction = Direction.GIVEN_UP;
        saga.units().forEach(unit -> unit.awaited = null);
      }
      case RETRY -> saga.units().forEach(this::retry);
      default -> decide(said, unit(said));
    }
    return saga.proceed(said.at());
  }

  /** The person knows better than the calls on their way: nobody waits for them any more. */
  private void decide(Input.Operate said, ReferenceUnit unit) {
    if (said.verb() == Verb.SUPPLY) {
      unit.decided(Fate.SUCCEEDED);
      unit.undo = Undo.NONE;
      saga.steps.get(said.step()).facts = said.facts();
    } else if (saga.direction == Direction.BACK) {
      unit.decided(unit.fate);
      unit.undo = said.verb() == Verb.SKIP ? Undo.SKIPPED : Undo.DONE;
    } else {
      unit.decided(said.verb() == Verb.SKIP ? Fate.SKIPPED : Fate.REJECTED);
      saga.turnBackIf(said.verb() == Verb.MARK_UNDONE);
    }
  }

  /** A wait goes on. What is stuck begins anew where it stopped; an item when it has a place. */
  private void retry(ReferenceUnit unit) {
    if (unit.fate == Fate.AT_GATE) {
      return;
    }
    if (unit.awaited != null) {
      unit.tally().savedAttempts = 0;
      unit.tally().savedDueAt = 0;
      return;
    }
    unit.fate = unit.mayBeTriedAgain() ? Fate.NOT_REACHED : unit.fate;
    unit.undo = unit.hasFailedUndo() ? Undo.NONE : unit.undo;
    unit.freshAttempts();
  }
}
