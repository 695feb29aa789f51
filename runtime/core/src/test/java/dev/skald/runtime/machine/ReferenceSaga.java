package dev.skald.runtime.machine;

import dev.skald.runtime.RunState;
import dev.skald.runtime.machine.ReferenceStep.Fate;
import dev.skald.runtime.machine.ReferenceStep.Tally;
import dev.skald.runtime.machine.ReferenceStep.Undo;
import dev.skald.runtime.plan.RetryPolicy;
import dev.skald.runtime.plan.SagaPlan;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What the design's semantics say, as a program: the second opinion the machine is held against.
 * Written from {@code semantics.md}, {@code language.md} and the Javadoc of the annotations before
 * its author had seen the machine; what was changed later, was a choice the design leaves open, and
 * never made to please the machine. It keeps no journal and emits no events; a crash makes it
 * forget what a crash makes forgotten. It is mutable, slow and short on purpose.
 */
final class ReferenceSaga {

  /** A call the run may make now: nothing else may be called, and nothing of it left out. */
  record Ask(int step, boolean undo, int attempt) {}

  enum Direction {
    FORWARD,
    BACK,
    GIVEN_UP
  }

  final SagaPlan<?> plan;
  final List<ReferenceStep> steps = new ArrayList<>();
  private final List<BitSet> behind;
  Direction direction = Direction.FORWARD;
  boolean wish;
  private long deadlineAt = Long.MAX_VALUE;
  private int adoptions;

  ReferenceSaga(SagaPlan<?> plan) {
    this.plan = plan;
    this.behind = Graphs.behind(plan);
    plan.steps().forEach(step -> steps.add(new ReferenceStep(this, step)));
  }

  List<Ask> start(long at, long deadline) {
    deadlineAt = deadline;
    return proceed(at);
  }

  /** An awaited call ended. A call that is not awaited is late, and not told to the reference. */
  List<Ask> ended(Call call, Input.Result result, double random, long at) {
    ReferenceStep step = steps.get(call.step());
    Tally tally = step.tally();
    step.awaited = false;
    if (result instanceof Input.Result.NotAttempted held) {
      tally.attempts--;
      tally.dueAt = at + held.retryAfter();
    } else if (result instanceof Input.Result.Unclear unclear) {
      unclear(step, call.undo(), unclear, random, at);
    } else {
      progress();
      if (call.undo()) {
        step.undo = Undo.DONE;
      } else if (result instanceof Input.Result.Success) {
        step.fate = Fate.SUCCEEDED;
      } else {
        step.fate = Fate.REJECTED;
        turnBackIf(plan.canTurnBack(call.step()));
      }
    }
    return proceed(at);
  }

  private void unclear(
      ReferenceStep step, boolean undo, Input.Result.Unclear why, double random, long at) {
    int index = step.plan.index();
    step.maybeHappened = true;
    if (undo || step.isResolving()) {
      if (!again(step, step.plan.undo().retry(), why.retryAfter(), random, at)) {
        step.undo = Undo.FAILED;
        progress();
      }
    } else if (direction != Direction.FORWARD
        || !again(step, step.plan.retry(), why.retryAfter(), random, at)) {
      step.fate = Fate.UNKNOWN;
      progress();
      turnBackIf(plan.canTurnBack(index) && !plan.isPivot(index));
    }
  }

  /** Within the policy: after its backoff, or when the service said. */
  private boolean again(
      ReferenceStep step, RetryPolicy policy, long asked, double random, long at) {
    Tally tally = step.tally();
    if (!policy.allowsAfter(tally.attempts)) {
      return false;
    }
    boolean byPolicy = asked == Input.Result.Unclear.BY_POLICY;
    tally.failed(at, byPolicy ? policy.delayMillisAfter(tally.attempts, random) : asked);
    if (tally.savedDueAt > 0) {
      progress();
    }
    return true;
  }

  /** Something is durable, so the owner of the run makes progress. */
  void progress() {
    adoptions = 0;
  }

  List<Ask> woke(long at) {
    if (!isPoisoned() && !status().isEnd()) {
      passDeadline(at);
    }
    return proceed(at);
  }

  private void passDeadline(long at) {
    if (direction == Direction.FORWARD && at >= deadlineAt) {
      progress();
      deadlineAt = Long.MAX_VALUE;
      wish = true;
      turnBackIf(mayFollowWish());
    }
  }

  /** The process died, and another one takes the run up from the journal. */
  List<Ask> adopt(long at) {
    steps.forEach(ReferenceStep::crash);
    if (isPoisoned() || status().isEnd()) {
      return List.of();
    }
    passDeadline(at);
    adoptions += steps.stream().anyMatch(step -> isCalledAgain(step, at)) ? 1 : 0;
    return proceed(at);
  }

  private boolean isCalledAgain(ReferenceStep step, long at) {
    boolean due = step.tally().dueAt <= at;
    return direction == Direction.FORWARD
        ? step.isOpen() && due
        : step.isOpen() && step.plan.undo() != null || isReady(step) && due;
  }

  /** Start nothing new once turned back; undo nothing before all steps under way have ended. */
  List<Ask> proceed(long at) {
    if (isPoisoned() || direction == Direction.GIVEN_UP) {
      return List.of();
    }
    List<Ask> asks = new ArrayList<>();
    steps.forEach(step -> fireTimer(step, at));
    turnBackIf(wish && mayFollowWish() && status() != RunState.COMPLETED);
    if (direction == Direction.FORWARD) {
      steps.stream()
          .filter(step -> step.fate == Fate.NOT_REACHED)
          .filter(step -> step.plan.dependencies().stream().allMatch(d -> steps.get(d).isDone()))
          .forEach(step -> step.fate = Fate.OPEN);
      steps.stream().filter(ReferenceStep::isOpen).forEach(step -> ask(step, at, asks));
    } else {
      steps.stream().filter(step -> step.isOpen() && !step.awaited).forEach(this::end);
      if (steps.stream().noneMatch(ReferenceStep::isOpen)) {
        steps.stream().filter(this::isReady).forEach(step -> ask(step, at, asks));
      }
    }
    return asks;
  }

  private void fireTimer(ReferenceStep step, long at) {
    Tally tally = step.tally();
    if (!step.awaited && tally.savedDueAt > 0 && tally.dueAt <= at) {
      tally.savedDueAt = 0;
      progress();
    }
  }

  /** It only waited to be called again, and is not called any more. */
  private void end(ReferenceStep step) {
    step.fate = step.maybeHappened ? Fate.UNKNOWN : Fate.NOT_REACHED;
    progress();
  }

  private boolean isReady(ReferenceStep step) {
    return !step.isSettled()
        && step.undo == Undo.NONE
        && behind(step).allMatch(ReferenceStep::isSettled);
  }

  /** All steps that wait for a step, directly or not. */
  private Stream<ReferenceStep> behind(ReferenceStep step) {
    return behind.get(step.plan.index()).stream().mapToObj(steps::get);
  }

  private void ask(ReferenceStep step, long at, List<Ask> asks) {
    Tally tally = step.tally();
    if (!step.awaited && tally.dueAt <= at) {
      boolean undo = direction == Direction.BACK && !step.isResolving();
      step.awaited = true;
      tally.dueAt = 0;
      asks.add(new Ask(step.plan.index(), undo, ++tally.attempts));
    }
  }

  void turnBackIf(boolean condition) {
    if (condition && direction == Direction.FORWARD) {
      direction = Direction.BACK;
    }
  }

  /** Up to the pivot; an open pivot counts as called unless it certainly was not. */
  boolean mayFollowWish() {
    return IntStream.of(plan.pivots())
        .mapToObj(steps::get)
        .allMatch(
            pivot ->
                pivot.fate == Fate.NOT_REACHED
                    || pivot.isOpen() && !pivot.awaited && !pivot.maybeHappened);
  }

  boolean isPoisoned() {
    return adoptions > SagaMachine.MAX_ADOPTIONS;
  }

  RunState status() {
    RunState status =
        switch (direction) {
          case FORWARD -> forwardStatus();
          case BACK -> backStatus();
          case GIVEN_UP -> RunState.ABANDONED;
        };
    return isPoisoned() && !status.isEnd() ? RunState.PARKED : status;
  }

  private RunState forwardStatus() {
    if (steps.stream().allMatch(ReferenceStep::isDone)) {
      return RunState.COMPLETED;
    }
    List<ReferenceStep> open = steps.stream().filter(ReferenceStep::isOpen).toList();
    if (open.isEmpty()) {
      return RunState.STUCK;
    }
    boolean allWait = open.stream().allMatch(step -> step.tally().savedDueAt > 0);
    return allWait ? RunState.WAITING : RunState.RUNNING;
  }

  private RunState backStatus() {
    if (steps.stream().anyMatch(ReferenceStep::isOpen)) {
      return RunState.COMPENSATING;
    }
    if (steps.stream().allMatch(ReferenceStep::isSettled)) {
      boolean accepted = steps.stream().anyMatch(step -> step.undo == Undo.SKIPPED);
      return accepted ? RunState.ABANDONED : RunState.COMPENSATED;
    }
    return steps.stream().anyMatch(this::canStillBeUndone) ? RunState.COMPENSATING : RunState.STUCK;
  }

  private boolean canStillBeUndone(ReferenceStep step) {
    return !step.isSettled()
        && !step.hasFailedUndo()
        && behind(step).noneMatch(ReferenceStep::hasFailedUndo);
  }

  /** What stands and is not confirmed; forward, what the run is stuck at. Names in plan order. */
  List<String> remaining() {
    return steps.stream()
        .filter(
            step ->
                direction == Direction.FORWARD
                    ? step.isStuckForward() || step.isOpen() && step.hasEffect()
                    : step.hasEffect() && step.undo != Undo.DONE && mayExist(step))
        .map(step -> step.plan.name())
        .toList();
  }

  private static boolean mayExist(ReferenceStep step) {
    return step.isOpen() || step.fate == Fate.SUCCEEDED || step.fate == Fate.UNKNOWN;
  }

  /** When it wants to be woken if nothing else happens. */
  long wakeAt() {
    if (isPoisoned()) {
      return Long.MAX_VALUE;
    }
    boolean deadline = direction == Direction.FORWARD && !status().isEnd();
    return Stream.concat(
            Stream.of(deadline ? deadlineAt : Long.MAX_VALUE),
            steps.stream()
                .filter(step -> !step.awaited && step.tally().dueAt > 0)
                .map(step -> step.tally().dueAt))
        .min(Long::compare)
        .orElseThrow();
  }
}
