package dev.skald.runtime.machine;

import dev.skald.runtime.Failure;
import dev.skald.runtime.machine.Input.Result;
import dev.skald.runtime.machine.Script.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.Predicate;

/** Calls between the run and its services, and what each meets there. */
final class CallsOnTheirWay {

  /** A call on its way, and what it will meet. */
  private record Pending(Call call, Reply reply) {}

  private final World world;
  private final Function<Call, Facts> facts;
  private final SplittableRandom random;
  private final boolean shuffled;
  private final Exercised exercised;
  private final List<Fault> faults;
  private final List<Pending> pending = new ArrayList<>();
  private final List<Call> hanging = new ArrayList<>();
  private final List<Call> lost = new ArrayList<>();

  /** Whether others have let locks go for which the run waits, and it has not been told yet. */
  private boolean freed;

  CallsOnTheirWay(
      World world,
      Function<Call, Facts> facts,
      Script script,
      SplittableRandom random,
      Exercised exercised) {
    this.world = world;
    this.facts = facts;
    this.random = random;
    this.shuffled = script.order() != 0;
    this.exercised = exercised;
    this.faults = new ArrayList<>(script.faults());
  }

  /** Faults that were planned and that no call has met. */
  List<Fault> unmet() {
    return faults;
  }

  boolean areAwaited() {
    return !pending.isEmpty();
  }

  boolean areLate() {
    return !hanging.isEmpty() || !lost.isEmpty();
  }

  /** New calls are sent; those nobody waits for any more will come late. */
  void send(List<Call> calls, Predicate<Call> isAwaited) {
    calls.forEach(call -> pending.add(new Pending(call, nextReply(call))));
    for (Pending sent : List.copyOf(pending)) {
      if (!isAwaited.test(sent.call())) {
        pending.remove(sent);
        hangs(sent.call());
      }
    }
    freed |= pending.stream().anyMatch(sent -> sent.reply() == Reply.QUEUE_AND_FREE);
  }

  /** A transaction that nobody waits for is rolled back, and not heard of again. */
  private void hangs(Call call) {
    if (!world.isTransaction(call)) {
      hanging.add(call);
    }
  }

  private Reply nextReply(Call call) {
    for (Fault fault : faults) {
      if (fault.isFor(call)) {
        faults.remove(fault);
        exercised.count(
            call.kind().name().toLowerCase(java.util.Locale.ROOT) + " met " + fault.reply());
        return fault.reply();
      }
    }
    return Reply.SUCCEED;
  }

  /** One of the awaited calls ends. */
  Input.Ended reply(long now) {
    Pending next = pending.remove(shuffled ? random.nextInt(pending.size()) : 0);
    return ended(now, next.call(), meet(next.call(), next.reply()));
  }

  /** Whether the run is to be told that locks are free. Answers true once. */
  boolean haveFreedLocks() {
    boolean now = freed;
    freed = false;
    return now;
  }

  private Result meet(Call call, Reply reply) {
    return switch (reply) {
      case SUCCEED -> reach(call);
      case REJECT -> decline(call);
      case FAIL_BEFORE -> unclear(Failure.Kind.ERROR, Result.Unclear.BY_POLICY);
      case RETRY_SOON -> unclear(Failure.Kind.ERROR, random.nextInt(900));
      case RETRY_LATER -> unclear(Failure.Kind.ERROR, 2_000 + random.nextInt(9_000));
      case NOT_ATTEMPTED -> new Result.NotAttempted(random.nextInt(2) * 3_000L + 50);
      case LOSE_REPLY -> {
        if (!world.isTransaction(call)) {
          world.reach(call);
        }
        yield unclear(Failure.Kind.ERROR, Result.Unclear.BY_POLICY);
      }
      case HANG -> {
        hangs(call);
        yield unclear(Failure.Kind.TIMEOUT, Result.Unclear.BY_POLICY);
      }
      case QUEUE -> {
        freed = true;
        yield new Result.Queued();
      }
      case QUEUE_AND_FREE -> new Result.Queued();
    };
  }

  private Result decline(Call call) {
    return switch (call.kind()) {
      // Of an undo every exception is a failed attempt, whatever its type.
      case UNDO -> unclear(Failure.Kind.ERROR, Result.Unclear.BY_POLICY);
      case STEP -> world.decline(call) ? rejection() : reach(call);
      case LOCK -> rejection();
      case CHILD -> {
        world.childCompensated(call);
        yield rejection();
      }
    };
  }

  private Result reach(Call call) {
    return switch (call.kind()) {
      case LOCK -> new Result.Success("held", Facts.NONE);
      case CHILD -> new Result.Success("value of child " + call.step(), facts.apply(call));
      case STEP, UNDO ->
          world.reach(call)
              ? new Result.Success("value of " + call.step(), facts.apply(call))
              : rejection();
    };
  }

  private static Result rejection() {
    return new Result.Rejection(new Failure(Failure.Kind.REJECTED, null, null, "simulated"));
  }

  private static Result unclear(Failure.Kind kind, long retryAfter) {
    return new Result.Unclear(new Failure(kind, null, null, "simulated"), retryAfter);
  }

  private Input.Ended ended(long now, Call call, Result result) {
    return new Input.Ended(now, call, result, random.nextDouble());
  }

  /** What the dead have sent still arrives, and nobody hears of it. */
  boolean arrivesUnheard() {
    if (!lost.isEmpty()) {
      reach(lost.remove(0));
      return true;
    }
    return false;
  }

  /** What hung comes to its end. */
  Input.Ended arriveLate(long now) {
    exercised.count("late");
    Call call = hanging.remove(shuffled ? random.nextInt(hanging.size()) : 0);
    return ended(now, call, reach(call));
  }

  /** The caller dies: its calls are done now, or later, or were never sent. */
  void callerDies(boolean reached) {
    for (Pending sent : pending) {
      if (!reached || world.isTransaction(sent.call())) {
        continue;
      }
      if (random.nextBoolean()) {
        lost.add(sent.call());
      } else {
        reach(sent.call());
      }
    }
    lost.addAll(hanging);
    hanging.clear();
    pending.clear();
    freed = false;
  }
}
