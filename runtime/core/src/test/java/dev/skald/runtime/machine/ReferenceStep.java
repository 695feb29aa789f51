package dev.skald.runtime.machine;

import dev.skald.runtime.machine.ReferenceUnit.Fate;
import dev.skald.runtime.plan.EachPlan;
import dev.skald.runtime.plan.Gate;
import dev.skald.runtime.plan.ItemsRef;
import dev.skald.runtime.plan.Need;
import dev.skald.runtime.plan.StepPlan;
import dev.skald.runtime.plan.UndoPlan;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A step as {@link ReferenceSaga} sees it: what it waits for, and what is called once it may be.
 */
final class ReferenceStep {

  final StepPlan<?> plan;

  /** The step as a whole; it is called itself unless there are items. */
  final ReferenceUnit whole;

  final List<ReferenceUnit> items = new ArrayList<>();
  final Set<String> events = new HashSet<>();
  Facts facts = Facts.NONE;
  boolean eventCame;
  private boolean pastGate;
  boolean locked;
  private final ReferenceSaga saga;

  ReferenceStep(ReferenceSaga saga, StepPlan<?> plan) {
    this.saga = saga;
    this.plan = plan;
    this.whole = new ReferenceUnit(saga, plan, Event.NO_ITEM);
  }

  boolean runsForEach() {
    return plan.each() != null;
  }

  /** What is called and undone. */
  List<ReferenceUnit> units() {
    return runsForEach() ? items : List.of(whole);
  }

  /** The same, and what is only waited for. */
  Stream<ReferenceUnit> all() {
    return Stream.concat(Stream.of(whole), items.stream());
  }

  boolean isDone() {
    return runsForEach() && whole.isOpen()
        ? items.stream().allMatch(ReferenceUnit::isDone)
        : whole.isDone();
  }

  boolean isSettled() {
    return isDone() || whole.fate == Fate.NOT_TAKEN;
  }

  boolean isUndone() {
    return units().stream().allMatch(ReferenceUnit::isSettled);
  }

  /** What is said of the undo of the step as a whole once nothing of it is left. */
  StepProgress.Undo undoOfAll() {
    if (units().stream().anyMatch(unit -> unit.undo == ReferenceUnit.Undo.SKIPPED)) {
      return StepProgress.Undo.SKIPPED;
    }
    return units().stream().anyMatch(unit -> unit.undo == ReferenceUnit.Undo.DONE)
        ? StepProgress.Undo.DONE
        : StepProgress.Undo.NONE;
  }

  /** It may have been called before it was reached, and that is not known yet. */
  boolean isAhead() {
    boolean justCalled =
        plan.mode() == StepPlan.Mode.AT_LEAST_ONCE
            && !runsForEach()
            && plan.gate() == Gate.NONE
            && plan.locks().isEmpty()
            && plan.needs().isEmpty()
            && !saga.plan.isPivot(plan.index());
    boolean undoneByKey = plan.undo() == null || plan.undo().needs() != UndoPlan.Needs.RESULT;
    return whole.fate == Fate.NOT_REACHED
        && !whole.maybeHappened
        && justCalled
        && undoneByKey
        && dependencies(plan).allMatch(step -> step.isDone() || step.mayHaveSucceededUnheard());
  }

  /** What waits for its next attempt has not. */
  private boolean mayHaveSucceededUnheard() {
    boolean called = whole.isOpen() || whole.fate == Fate.NOT_REACHED && whole.maybeHappened;
    return plan.pipelined() && called && whole.tally().savedDueAt == 0;
  }

  /** It goes as far as it can without a call. Answers whether it went anywhere. */
  boolean advance(long at) {
    switch (whole.fate) {
      case NOT_REACHED -> {
        if (!dependencies(plan).allMatch(ReferenceStep::isSettled)) {
          return false;
        }
        whole.fate = isTaken() ? Fate.AT_GATE : Fate.NOT_TAKEN;
        if (whole.fate == Fate.AT_GATE && !isGateOpen() && plan.gate().waitMillis() >= 0) {
          whole.tally().armed(at + plan.gate().waitMillis());
        }
        return true;
      }
      case AT_GATE -> {
        if (!isGateOpen()) {
          return false;
        }
        pastGate = true;
        whole.tally().armed(0);
        whole.fate = Fate.LOCKING;
        return true;
      }
      case LOCKING -> {
        if (!plan.locks().isEmpty() && !locked) {
          return false;
        }
        whole.fate = Fate.OPEN;
        if (runsForEach() && items.isEmpty()) {
          for (int item = 0; item < size(); item++) {
            items.add(new ReferenceUnit(saga, plan, item));
          }
        }
        return true;
      }
      default -> {
        return runsForEach() && whole.isOpen() && openItems();
      }
    }
  }

  private Stream<ReferenceStep> dependencies(StepPlan<?> of) {
    return of.dependencies().stream().map(saga.steps::get);
  }

  /** All are settled: every need must be met, and what no need speaks of must have been done. */
  private boolean isTaken() {
    boolean met = plan.needs().stream().allMatch(this::isMet);
    return met
        && dependencies(plan)
            .filter(d -> plan.needs().stream().noneMatch(n -> n.steps().contains(d.plan.index())))
            .allMatch(ReferenceStep::isDone);
  }

  private boolean isMet(Need need) {
    List<ReferenceStep> steps = need.steps().stream().map(saga.steps::get).toList();
    if (need instanceof Need.OfVariant of) {
      ReferenceStep decider = steps.get(0);
      return decider.whole.fate == Fate.SUCCEEDED
          && of.variants().contains(decider.facts.variant());
    }
    return need instanceof Need.IfTaken || steps.stream().anyMatch(ReferenceStep::isDone);
  }

  private boolean isGateOpen() {
    return pastGate
        || plan.gate() instanceof Gate.None
        || plan.gate() instanceof Gate.ForSignal && eventCame;
  }

  /** The time at the gate is up. */
  void timeIsUp() {
    if (plan.gate() instanceof Gate.ForSignal signal && !signal.optional()) {
      whole.fate = Fate.REJECTED;
      saga.turnBackIf(saga.plan.canTurnBack(plan.index()));
    } else {
      pastGate = true;
    }
  }

  /** An event is kept until the step is past its gate, which it may never be. */
  boolean takesEvent() {
    return !eventCame
        && !pastGate
        && (whole.fate == Fate.NOT_REACHED || whole.fate == Fate.AT_GATE);
  }

  private int size() {
    ItemsRef<?> list = each().items();
    if (list.isOfResults()) {
      return saga.steps.get(list.source()).items.size();
    }
    Facts of = list.source() < 0 ? saga.ofInput : saga.steps.get(list.source()).facts;
    List<Integer> sizes = of.sizes();
    int place = 0;
    for (int fed : saga.plan.feeds(list.source())) {
      if (fed == plan.index()) {
        return sizes.get(place);
      }
      place++;
    }
    throw new IllegalStateException("Nobody gives the list of " + plan.name());
  }

  private EachPlan each() {
    EachPlan each = plan.each();
    if (each == null) {
      throw new IllegalStateException(plan.name() + " runs through no list");
    }
    return each;
  }

  private boolean openItems() {
    long places = each().concurrency() - items.stream().filter(ReferenceUnit::isUnderWay).count();
    List<ReferenceUnit> next =
        items.stream()
            .filter(item -> item.fate == Fate.NOT_REACHED)
            .limit(Math.max(0, places))
            .toList();
    next.forEach(item -> item.fate = Fate.OPEN);
    return !next.isEmpty();
  }

  /** What may be undone now, the last items first. */
  List<ReferenceUnit> undoable() {
    if (!runsForEach()) {
      return whole.wantsUndo() ? List.of(whole) : List.of();
    }
    long places =
        each().concurrency() - items.stream().filter(ReferenceUnit::isUndoUnderWay).count();
    List<ReferenceUnit> backwards = new ArrayList<>(items);
    Collections.reverse(backwards);
    Stream<ReferenceUnit> begun = backwards.stream().filter(ReferenceUnit::isUndoUnderWay);
    Stream<ReferenceUnit> next =
        backwards.stream()
            .filter(item -> item.wantsUndo() && !item.isUndoUnderWay())
            .limit(Math.max(0, places));
    return Stream.concat(begun, next).toList();
  }
}
