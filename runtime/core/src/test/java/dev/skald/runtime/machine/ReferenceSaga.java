package dev.skald.runtime.machine;

import dev.skald.runtime.RunState;
import dev.skald.runtime.plan.RetryPolicy;
import dev.skald.runtime.plan.SagaPlan;
import dev.skald.runtime.plan.StepPlan;
import dev.skald.runtime.plan.UndoPlan;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What the design's semantics say, as a program: the second opinion the machine is held against.
 * Written from {@code semantics.md}, {@code language.md} and the Javadoc of the annotations, before
 * its author had seen the machine. It keeps no journal and emits no events; a crash makes it forget
 * what a crash makes forgotten. It is mutable, slow and short on purpose.
 */
final class ReferenceSaga {

  /** A call the run may make now: nothing else may be called, and nothing of it left out. */
  record Ask(int step, boolean undo, int attempt) {}

  private enum Direction {
    FORWARD,
    BACK,
    GIVEN_UP
  }

  enum Fate {
    NOT_REACHED,
    OPEN,
    SUCCEEDED,
    REJECTED,
    UNKNOWN,
    SKIPPED
  }

  enum Undo {
    NONE,
    DONE,
    FAILED,
    SKIPPED
  }

  /** Attempts of one thing: how many, when the next is due; and both as far as they are durable. */
  private static final class Tally {
    int attempts;
    long dueAt;
    int savedAttempts;
    long savedDueAt;

    void failed(long at, long delay) {
      dueAt = at + delay;
      if (delay > 1_000) {
        savedAttempts = attempts;
        savedDueAt = dueAt;
      }
    }

    void crash() {
      attempts = savedAttempts;
      dueAt = savedDueAt;
    }
  }

  final class Step {
    final StepPlan<?> plan;
    Fate fate = Fate.NOT_REACHED;
    Undo undo = Undo.NONE;
    boolean awaited;
    boolean maybeHappened;
    Tally forward = new Tally();
    Tally resolve = new Tally();
    Tally back = new Tally();

    Step(StepPlan<?> plan) {
      this.plan = plan;
    }

    boolean isDone() {
      return fate == Fate.SUCCEEDED || fate == Fate.SKIPPED;
    }

    boolean isStuckForward() {
      return direction == Direction.FORWARD && (fate == Fate.UNKNOWN || fate == Fate.REJECTED);
    }

    /** "Steps that succeeded or are unknown are undone", where they have an undo. */
    boolean undoRequired() {
      return plan.undo() != null && (fate == Fate.SUCCEEDED || fate == Fate.UNKNOWN);
    }

    boolean isSettled() {
      return !undoRequired() || undo == Undo.DONE || undo == Undo.SKIPPED;
    }

    /** The undo needs a result nobody has: the step is called again, with the same key. */
    boolean isResolving() {
      return direction == Direction.BACK
          && fate == Fate.UNKNOWN
          && plan.undo() != null
          && plan.undo().needs() == UndoPlan.Needs.RESULT;
    }

    Tally tally() {
      return direction == Direction.FORWARD || fate == Fate.OPEN
          ? forward
          : isResolving() ? resolve : back;
    }

    void freshAttempts() {
      forward = new Tally();
      resolve = new Tally();
      back = new Tally();
    }
  }

  final List<Step> steps = new ArrayList<>();
  private final SagaPlan<?> plan;
  private final List<BitSet> behind = new ArrayList<>();
  private Direction direction = Direction.FORWARD;
  private boolean wish;
  private long deadlineAt = Long.MAX_VALUE;
  private int adoptions;

  ReferenceSaga(SagaPlan<?> plan) {
    this.plan = plan;
    for (StepPlan<?> step : plan.steps()) {
      steps.add(new Step(step));
      BitSet found = new BitSet();
      findBehind(step.index(), found);
      behind.add(found);
    }
  }

  List<Ask> start(long at, long deadline) {
    deadlineAt = deadline;
    return proceed(at);
  }

  /** An awaited call ended. A call that is not awaited is late, and not told to the reference. */
  List<Ask> ended(Call call, Input.Result result, double random, long at) {
    Step step = steps.get(call.step());
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

  private void unclear(Step step, boolean undo, Input.Result.Unclear why, double random, long at) {
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
      turnBackIf(plan.canTurnBack(index) && index != plan.pivot());
    }
  }

  /** Within the policy: after its backoff, or when the service said. */
  private boolean again(Step step, RetryPolicy policy, long asked, double random, long at) {
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
  private void progress() {
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
    for (Step step : steps) {
      step.awaited = false;
      step.maybeHappened |= step.fate == Fate.OPEN;
      Stream.of(step.forward, step.resolve, step.back).forEach(Tally::crash);
    }
    if (isPoisoned() || status().isEnd()) {
      return List.of();
    }
    passDeadline(at);
    adoptions += steps.stream().anyMatch(step -> isCalledAgain(step, at)) ? 1 : 0;
    return proceed(at);
  }

  private boolean isCalledAgain(Step step, long at) {
    boolean open = step.fate == Fate.OPEN;
    boolean due = step.tally().dueAt <= at;
    return direction == Direction.FORWARD
        ? open && due
        : open && step.plan.undo() != null || isReady(step) && due;
  }

  /** Start nothing new once turned back; undo nothing before all steps under way have ended. */
  private List<Ask> proceed(long at) {
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
      steps.stream().filter(step -> step.fate == Fate.OPEN).forEach(step -> ask(step, at, asks));
    } else {
      steps.stream().filter(step -> step.fate == Fate.OPEN && !step.awaited).forEach(this::end);
      if (steps.stream().noneMatch(step -> step.fate == Fate.OPEN)) {
        steps.stream().filter(this::isReady).forEach(step -> ask(step, at, asks));
      }
    }
    return asks;
  }

  private void fireTimer(Step step, long at) {
    Tally tally = step.tally();
    if (!step.awaited && tally.savedDueAt > 0 && tally.dueAt <= at) {
      tally.savedDueAt = 0;
      progress();
    }
  }

  /** It only waited to be called again, and is not called any more. */
  private void end(Step step) {
    step.fate = step.maybeHappened ? Fate.UNKNOWN : Fate.NOT_REACHED;
    progress();
  }

  private boolean isReady(Step step) {
    return !step.isSettled()
        && step.undo == Undo.NONE
        && behind(step).allMatch(dependent -> dependent.isSettled());
  }

  /** All steps that wait for a step, directly or not. */
  private Stream<Step> behind(Step step) {
    return behind.get(step.plan.index()).stream().mapToObj(steps::get);
  }

  private void findBehind(int index, BitSet found) {
    for (int dependent : plan.dependents(index)) {
      if (!found.get(dependent)) {
        found.set(dependent);
        findBehind(dependent, found);
      }
    }
  }

  private void ask(Step step, long at, List<Ask> asks) {
    Tally tally = step.tally();
    if (!step.awaited && tally.dueAt <= at) {
      boolean undo = direction == Direction.BACK && !step.isResolving();
      step.awaited = true;
      tally.dueAt = 0;
      asks.add(new Ask(step.plan.index(), undo, ++tally.attempts));
    }
  }

  private void turnBackIf(boolean condition) {
    if (condition && direction == Direction.FORWARD) {
      direction = Direction.BACK;
    }
  }

  /** Up to the pivot; an open pivot counts as called unless it certainly was not. */
  private boolean mayFollowWish() {
    if (plan.pivot() == SagaPlan.NO_PIVOT) {
      return true;
    }
    Step pivot = steps.get(plan.pivot());
    return pivot.fate == Fate.NOT_REACHED
        || pivot.fate == Fate.OPEN && !pivot.awaited && !pivot.maybeHappened;
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
    if (steps.stream().allMatch(Step::isDone)) {
      return RunState.COMPLETED;
    }
    List<Step> open = steps.stream().filter(step -> step.fate == Fate.OPEN).toList();
    if (open.isEmpty()) {
      return RunState.STUCK;
    }
    boolean allWait = open.stream().allMatch(step -> step.forward.savedDueAt > 0);
    return allWait ? RunState.WAITING : RunState.RUNNING;
  }

  private RunState backStatus() {
    if (steps.stream().anyMatch(step -> step.fate == Fate.OPEN)) {
      return RunState.COMPENSATING;
    }
    if (steps.stream().allMatch(Step::isSettled)) {
      boolean accepted = steps.stream().anyMatch(step -> step.undo == Undo.SKIPPED);
      return accepted ? RunState.ABANDONED : RunState.COMPENSATED;
    }
    Predicate<Step> failed = step -> step.undo == Undo.FAILED;
    boolean canGoOn =
        steps.stream()
            .filter(step -> !step.isSettled())
            .anyMatch(step -> failed.negate().test(step) && behind(step).noneMatch(failed));
    return canGoOn ? RunState.COMPENSATING : RunState.STUCK;
  }

  /** What stands and is not confirmed; forward, what the run is stuck at. Names in plan order. */
  List<String> remaining() {
    return steps.stream()
        .filter(
            step ->
                direction == Direction.FORWARD
                    ? step.isStuckForward() || step.fate == Fate.OPEN && hasEffect(step)
                    : hasEffect(step) && step.undo != Undo.DONE && mayExist(step))
        .map(step -> step.plan.name())
        .toList();
  }

  private static boolean hasEffect(Step step) {
    return step.plan.effect() == StepPlan.Effect.EFFECT;
  }

  private static boolean mayExist(Step step) {
    return step.fate == Fate.OPEN || step.fate == Fate.SUCCEEDED || step.fate == Fate.UNKNOWN;
  }

  /** What is said of a verb: it must be taken, must be refused, or the design leaves it open. */
  enum Verdict {
    MUST,
    MAY,
    MUST_NOT
  }

  Verdict verdict(Input.Verb verb, int index) {
    if (status().isEnd()) {
      return Verdict.MUST_NOT;
    }
    boolean back = direction == Direction.BACK;
    switch (verb) {
      case CANCEL:
        return Verdict.MUST;
      case ABANDON:
        return Verdict.MUST;
      case RETRY:
        return status() == RunState.STUCK || isPoisoned() ? Verdict.MUST : Verdict.MAY;
      default:
        break;
    }
    Step step = steps.get(index);
    boolean failed = back && step.undo == Undo.FAILED;
    boolean undoing = back && !step.isSettled();
    return switch (verb) {
      case MARK_UNDONE -> {
        boolean openPivot = plan.pivot() == index && step.fate == Fate.UNKNOWN && !back;
        boolean running = undoing && step.awaited && step.fate != Fate.OPEN;
        yield failed || openPivot || running
            ? Verdict.MUST
            : undoing || step.isStuckForward() && mayFollowWish() ? Verdict.MAY : Verdict.MUST_NOT;
      }
      case SKIP -> {
        boolean isVoid = step.plan.ref().type() == void.class;
        yield failed || step.isStuckForward() && isVoid
            ? Verdict.MUST
            : undoing || mayGetStuck(step) && isVoid ? Verdict.MAY : Verdict.MUST_NOT;
      }
      default ->
          step.isStuckForward() || failed && step.isResolving()
              ? Verdict.MUST
              : step.isResolving() || mayGetStuck(step) ? Verdict.MAY : Verdict.MUST_NOT;
    };
  }

  /** A step that is retried without limit is never stuck, and a person may yet want to help. */
  private boolean mayGetStuck(Step step) {
    return direction == Direction.FORWARD && step.fate == Fate.OPEN;
  }

  /** A verb was taken. */
  List<Ask> operate(Input.Verb verb, int index, long at) {
    progress();
    switch (verb) {
      case CANCEL -> {
        wish = true;
        turnBackIf(mayFollowWish());
      }
      case ABANDON -> direction = Direction.GIVEN_UP;
      case RETRY -> retry();
      case MARK_UNDONE -> {
        Step step = steps.get(index);
        step.awaited = false;
        if (direction == Direction.FORWARD) {
          step.fate = Fate.REJECTED;
          turnBackIf(true);
        } else {
          step.undo = Undo.DONE;
        }
      }
      case SKIP -> {
        Step step = steps.get(index);
        step.awaited = false;
        if (direction == Direction.FORWARD) {
          step.fate = Fate.SKIPPED;
        } else {
          step.undo = Undo.SKIPPED;
        }
      }
      case SUPPLY -> {
        Step step = steps.get(index);
        step.awaited = false;
        step.fate = Fate.SUCCEEDED;
        step.undo = Undo.NONE;
        step.back = new Tally();
      }
    }
    return proceed(at);
  }

  private void retry() {
    for (Step step : steps) {
      if (step.isStuckForward()) {
        step.fate = Fate.OPEN;
        step.freshAttempts();
      } else if (step.undo == Undo.FAILED) {
        step.undo = Undo.NONE;
        step.freshAttempts();
      } else if (step.awaited) {
        step.tally().savedAttempts = 0;
        step.tally().savedDueAt = 0;
      } else {
        step.freshAttempts();
      }
    }
  }

  /** When it wants to be woken if nothing else happens. */
  long wakeAt() {
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
