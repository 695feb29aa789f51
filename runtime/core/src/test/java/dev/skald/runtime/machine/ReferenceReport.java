package dev.skald.runtime.machine;

import dev.skald.runtime.RunState;
import dev.skald.runtime.machine.ReferenceSaga.Direction;
import dev.skald.runtime.machine.ReferenceUnit.Undo;
import java.util.List;
import java.util.stream.Stream;

/**
 * What {@link ReferenceSaga} shows of itself, from the tables of states in {@code semantics.md}.
 */
final class ReferenceReport {

  private final ReferenceSaga saga;

  ReferenceReport(ReferenceSaga saga) {
    this.saga = saga;
  }

  RunState status() {
    RunState status =
        switch (saga.direction) {
          case FORWARD -> forwardStatus();
          case BACK -> backStatus();
          case GIVEN_UP -> RunState.ABANDONED;
        };
    return saga.isPoisoned() && !status.isEnd() ? RunState.PARKED : status;
  }

  private RunState forwardStatus() {
    if (saga.steps.stream().allMatch(ReferenceStep::isSettled)) {
      return RunState.COMPLETED;
    }
    List<ReferenceUnit> active =
        saga.called().filter(u -> u.isUnderWay() || u.isWaiting()).toList();
    if (active.isEmpty()) {
      return RunState.STUCK;
    }
    boolean allWait = active.stream().allMatch(u -> u.isWaiting() || u.tally().savedDueAt > 0);
    return allWait ? RunState.WAITING : RunState.RUNNING;
  }

  private RunState backStatus() {
    if (saga.called().anyMatch(ReferenceUnit::isOpen)) {
      return RunState.COMPENSATING;
    }
    if (saga.steps.stream().allMatch(ReferenceStep::isUndone)) {
      boolean accepted = saga.called().anyMatch(unit -> unit.undo == Undo.SKIPPED);
      return accepted ? RunState.ABANDONED : RunState.COMPENSATED;
    }
    return saga.called().anyMatch(this::canStillBeUndone) ? RunState.COMPENSATING : RunState.STUCK;
  }

  private boolean canStillBeUndone(ReferenceUnit unit) {
    return unit.wantsUndo()
        && saga.behind(unit).flatMap(ReferenceStep::all).noneMatch(ReferenceUnit::hasFailedUndo);
  }

  /** What stands and is not confirmed; forward, what the run is stuck at. Names in plan order. */
  List<String> remaining() {
    return saga.called()
        .filter(
            unit ->
                saga.direction == Direction.FORWARD
                    ? unit.isStuckForward() || unit.mayBeUnderWay() && unit.hasEffect()
                    : unit.hasEffect()
                        && unit.undo != Undo.DONE
                        && (unit.mayBeUnderWay() || unit.mayStand()))
        .map(ReferenceUnit::name)
        .toList();
  }

  /** When it wants to be woken if nothing else happens. */
  long wakeAt() {
    if (saga.isPoisoned()) {
      return Long.MAX_VALUE;
    }
    boolean deadline = saga.direction == Direction.FORWARD && !status().isEnd();
    return Stream.concat(
            Stream.of(deadline ? saga.deadlineAt : Long.MAX_VALUE),
            saga.called()
                .filter(unit -> unit.awaited == null && unit.tally().dueAt > 0)
                .map(unit -> unit.tally().dueAt))
        .min(Long::compare)
        .orElseThrow();
  }
}
