package dev.skald.runtime.machine;

import dev.skald.runtime.RunState;
import dev.skald.runtime.SignalReceipt;
import dev.skald.runtime.machine.ReferenceUnit.Fate;
import dev.skald.runtime.machine.ReferenceUnit.Tally;
import dev.skald.runtime.machine.ReferenceUnit.Undo;
import dev.skald.runtime.plan.RetryPolicy;
import dev.skald.runtime.plan.SagaPlan;
import dev.skald.runtime.plan.StepPlan.Mode;
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

  /**
   * A call the run may make now: nothing else may be called, and nothing of it left out. What is no
   * attempt counts as the zeroth.
   */
  record Ask(int step, int item, Call.Kind kind, int attempt) {}

  enum Direction {
    FORWARD,
    BACK,
    GIVEN_UP
  }

  final SagaPlan<?> plan;
  final List<ReferenceStep> steps = new ArrayList<>();
  final ReferenceReport report = new ReferenceReport(this);
  private final List<BitSet> behind;
  Facts ofInput = Facts.NONE;
  Direction direction = Direction.FORWARD;
  boolean wish;
  long deadlineAt = Long.MAX_VALUE;
  private int adoptions;

  ReferenceSaga(SagaPlan<?> plan) {
    this.plan = plan;
    this.behind = Graphs.behind(plan);
    plan.steps().forEach(step -> steps.add(new ReferenceStep(this, step)));
  }

  List<Ask> start(long at, long deadline, Facts facts) {
    deadlineAt = deadline;
    ofInput = facts;
    return proceed(at);
  }

  Stream<ReferenceUnit> units() {
    return steps.stream().flatMap(ReferenceStep::all);
  }

  /** An awaited call ended. A call that is not awaited is late, and not told to the reference. */
  List<Ask> ended(Call call, Input.Result result, double random, long at) {
    ReferenceStep step = steps.get(call.step());
    ReferenceUnit unit = call.item() < 0 ? step.whole : step.items.get(call.item());
    boolean freed = unit.freed;
    unit.awaited = null;
    unit.freed = false;
    if (result instanceof Input.Result.NotAttempted held) {
      unit.tally().dueAt = at + held.retryAfter();
      unit.tally().attempts -= unit.isWaiting() ? 0 : 1;
    } else if (result instanceof Input.Result.Queued) {
      unit.queued = !freed;
    } else if (result instanceof Input.Result.Unclear unclear) {
      unclear(unit, call.kind(), unclear, random, at);
    } else {
      progress();
      if (result instanceof Input.Result.Success success) {
        succeeded(step, unit, call.kind(), success.facts());
      } else {
        unit.fate = Fate.REJECTED;
        turnBackIf(plan.canTurnBack(call.step()));
      }
    }
    return proceed(at);
  }

  private void succeeded(ReferenceStep step, ReferenceUnit unit, Call.Kind kind, Facts facts) {
    if (kind == Call.Kind.UNDO) {
      unit.undo = Undo.DONE;
    } else if (kind == Call.Kind.LOCK) {
      step.locked = true;
    } else if (kind == Call.Kind.STEP && unit.is(Mode.CHILD)) {
      unit.childKnown = true;
      unit.maybeHappened = true;
      unit.fate = unit.isOpen() ? Fate.AWAITING_CHILD : unit.fate;
    } else {
      unit.fate = Fate.SUCCEEDED;
      step.facts = facts;
    }
  }

  private void unclear(
      ReferenceUnit unit, Call.Kind kind, Input.Result.Unclear why, double random, long at) {
    boolean happened = kind == Call.Kind.UNDO || !unit.is(Mode.TRANSACTIONAL);
    unit.maybeHappened |= happened;
    if (kind == Call.Kind.UNDO || unit.isResolving()) {
      if (!again(unit, unit.plan.undo().retry(), why.retryAfter(), random, at)) {
        unit.undoFails();
        progress();
      }
    } else if (direction != Direction.FORWARD
        || kind == Call.Kind.CHILD
        || unit.is(Mode.AT_MOST_ONCE)
        || !again(unit, unit.plan.retry(), why.retryAfter(), random, at)) {
      fails(unit, happened);
    }
  }

  /** It is not called again. What certainly had no effect is as good as rejected. */
  private void fails(ReferenceUnit unit, boolean maybeHappened) {
    int index = unit.plan.index();
    unit.fate = maybeHappened ? Fate.UNKNOWN : Fate.REJECTED;
    progress();
    turnBackIf(plan.canTurnBack(index) && !(maybeHappened && plan.isPivot(index)));
  }

  /** Within the policy: after its backoff, or when the service said. */
  private boolean again(
      ReferenceUnit unit, RetryPolicy policy, long asked, double random, long at) {
    Tally tally = unit.tally();
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

  /** What becomes of an event that is brought: early ones are kept, known ones dropped. */
  SignalReceipt receipt(int index, String id) {
    ReferenceStep step = steps.get(index);
    if (step.events.contains(id)) {
      return SignalReceipt.DUPLICATE;
    }
    if (direction == Direction.FORWARD && step.takesEvent()) {
      return SignalReceipt.ACCEPTED;
    }
    boolean storm = step.events.size() >= SagaMachine.MAX_SIGNALS;
    return storm ? SignalReceipt.DUPLICATE : SignalReceipt.LATE;
  }

  List<Ask> signal(int index, String id, long at) {
    ReferenceStep step = steps.get(index);
    SignalReceipt receipt = receipt(index, id);
    if (receipt == SignalReceipt.ACCEPTED) {
      step.eventCame = true;
      if (!isPoisoned()) {
        progress();
      }
    }
    if (receipt != SignalReceipt.DUPLICATE) {
      step.events.add(id);
    }
    return proceed(at);
  }

  /** Locks became free: whoever waits for some asks again, also if the answer is on its way. */
  List<Ask> locksFreed(long at) {
    units()
        .filter(unit -> unit.fate == Fate.LOCKING)
        .forEach(
            unit -> {
              unit.freed = unit.awaited != null;
              unit.queued = false;
              unit.tally().dueAt = 0;
            });
    return proceed(at);
  }

  /** The run that started this one turns back; without a pivot so does this one, at its end too. */
  List<Ask> parentTurnsBack(long at) {
    if (direction == Direction.FORWARD) {
      progress();
      wish = true;
      turnBackIf(plan.isUndoable() || mayFollowWish());
    }
    return proceed(at);
  }

  /** The process died, and another one takes the run up from the journal. */
  List<Ask> adopt(long at) {
    units().forEach(ReferenceUnit::crash);
    beAwareOfWhatRanAhead();
    if (isPoisoned() || status().isEnd()) {
      return List.of();
    }
    passDeadline(at);
    adoptions += called().anyMatch(unit -> isCalledAgain(unit, at)) ? 1 : 0;
    return proceed(at);
  }

  /**
   * The one that died may have called what waits for pipelined steps although their results are not
   * durable, and what waits for that, and so on.
   */
  private void beAwareOfWhatRanAhead() {
    boolean more = direction == Direction.FORWARD;
    while (more) {
      List<ReferenceStep> found = steps.stream().filter(ReferenceStep::isAhead).toList();
      found.forEach(step -> step.whole.maybeHappened = true);
      more = !found.isEmpty();
    }
  }

  /** Only code of the user's may bring an owner to an end; waiting for others does not. */
  private boolean isCalledAgain(ReferenceUnit unit, long at) {
    boolean isNext =
        direction == Direction.FORWARD
            ? unit.isOpen() && !unit.is(Mode.AT_MOST_ONCE)
            : isReady(unit) && !(unit.is(Mode.CHILD) && unit.childKnown);
    return isNext && unit.tally().dueAt <= at;
  }

  private boolean isReady(ReferenceUnit unit) {
    ReferenceStep step = steps.get(unit.plan.index());
    return behind(unit).allMatch(ReferenceStep::isUndone) && step.undoable().contains(unit);
  }

  /** Start nothing new once turned back; undo nothing before all steps under way have ended. */
  List<Ask> proceed(long at) {
    if (isPoisoned() || direction == Direction.GIVEN_UP) {
      openSteps(at);
      return List.of();
    }
    List<Ask> asks = new ArrayList<>();
    called().forEach(unit -> fireTimer(unit, at));
    steps.forEach(step -> passGate(step, at));
    called().filter(this::isOverAtOnce).toList().forEach(unit -> fails(unit, true));
    turnBackIf(wish && mayFollowWish() && status() != RunState.COMPLETED);
    if (direction == Direction.FORWARD) {
      openSteps(at);
      called().filter(unit -> unit.isUnderWay() || unit.isWaiting()).forEach(u -> ask(u, at, asks));
    } else {
      called().filter(unit -> unit.awaited != Call.Kind.STEP).forEach(this::end);
      if (called().noneMatch(ReferenceUnit::isOpen)) {
        List<ReferenceUnit> ready = called().filter(this::isReady).toList();
        ready.forEach(unit -> ask(unit, at, asks));
      }
    }
    return asks;
  }

  /** What a step waits for is there whether anything may be called or not. */
  private void openSteps(long at) {
    boolean moved = direction == Direction.FORWARD;
    while (moved) {
      moved = steps.stream().map(step -> step.advance(at)).reduce(false, Boolean::logicalOr);
    }
  }

  /** All but the whole of a step whose items are under way: what can be called. */
  Stream<ReferenceUnit> called() {
    return steps.stream()
        .flatMap(s -> s.runsForEach() && s.whole.isOpen() ? s.items.stream() : Stream.of(s.whole));
  }

  private void fireTimer(ReferenceUnit unit, long at) {
    Tally tally = unit.tally();
    if (unit.awaited == null
        && unit.fate != Fate.AT_GATE
        && tally.savedDueAt > 0
        && tally.dueAt <= at) {
      tally.savedDueAt = 0;
      progress();
    }
  }

  private void passGate(ReferenceStep step, long at) {
    Tally tally = step.whole.tally();
    if (direction == Direction.FORWARD
        && step.whole.fate == Fate.AT_GATE
        && !step.eventCame
        && tally.savedDueAt > 0
        && tally.savedDueAt <= at) {
      progress();
      step.timeIsUp();
    }
  }

  /** What may be called once only, and may have been called by an owner that died. */
  private boolean isOverAtOnce(ReferenceUnit unit) {
    return unit.is(Mode.AT_MOST_ONCE)
        && unit.isOpen()
        && unit.awaited == null
        && unit.maybeHappened;
  }

  /** It only waited, for whatever, and is not called any more; nobody waits for it either. */
  private void end(ReferenceUnit unit) {
    if (unit.isOpen() || unit.isWaiting()) {
      boolean certainlyNot = unit.fate == Fate.AT_GATE || unit.fate == Fate.LOCKING;
      boolean unknown = unit.maybeHappened && !certainlyNot;
      unit.fate = unknown ? Fate.UNKNOWN : Fate.NOT_REACHED;
      unit.awaited = null;
      progress();
    }
  }

  /** All steps that wait for a step, directly or not. */
  Stream<ReferenceStep> behind(ReferenceUnit unit) {
    return behind.get(unit.plan.index()).stream().mapToObj(steps::get);
  }

  private void ask(ReferenceUnit unit, long at, List<Ask> asks) {
    boolean waits = unit.fate == Fate.AT_GATE || unit.queued;
    if (unit.awaited == null && unit.tally().dueAt <= at && !waits) {
      Call.Kind kind = unit.wantedCall();
      unit.call(kind);
      boolean attempt = kind == Call.Kind.STEP || kind == Call.Kind.UNDO;
      asks.add(new Ask(unit.plan.index(), unit.item, kind, attempt ? unit.tally().attempts : 0));
    }
  }

  void turnBackIf(boolean condition) {
    if (condition && direction == Direction.FORWARD) {
      direction = Direction.BACK;
      units()
          .filter(unit -> unit.fate == Fate.NOT_REACHED && unit.maybeHappened)
          .forEach(unit -> unit.fate = Fate.UNKNOWN);
      // A result that a person supplied does not say which child there is to turn back.
      units()
          .filter(unit -> unit.is(Mode.CHILD) && unit.isResolving())
          .forEach(unit -> unit.fate = Fate.UNKNOWN);
    }
  }

  /** As long as it is certain that no pivot has been called. */
  boolean mayFollowWish() {
    return IntStream.of(plan.pivots())
        .mapToObj(pivot -> steps.get(pivot).whole)
        .allMatch(ReferenceSaga::isCertainlyNotCalled);
  }

  private static boolean isCertainlyNotCalled(ReferenceUnit unit) {
    return switch (unit.fate) {
      case AT_GATE, LOCKING, NOT_TAKEN -> true;
      case NOT_REACHED, OPEN -> unit.awaited == null && !unit.maybeHappened;
      default -> false;
    };
  }

  boolean isPoisoned() {
    return adoptions > SagaMachine.MAX_ADOPTIONS;
  }

  RunState status() {
    return report.status();
  }
}
