package dev.skald.runtime.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.runtime.Failure;
import dev.skald.runtime.RunState;
import dev.skald.runtime.machine.Input.Result;
import dev.skald.runtime.machine.Input.Verb;
import dev.skald.runtime.machine.Script.Disturbance;
import dev.skald.runtime.machine.Script.Fault;
import dev.skald.runtime.machine.Script.Help;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** One run from its start to its rest: services, time, crashes and people around the machine. */
final class Simulation {

  /**
   * Where the process dies.
   *
   * @param append right after this many records are durable; 0 for nowhere
   * @param reached whether the calls in flight have still reached their services
   */
  record CrashPoint(int append, boolean reached) {
    static final CrashPoint NOWHERE = new CrashPoint(0, false);
  }

  /** A call on its way, and what it will meet. */
  private record Pending(Call call, Reply reply) {}

  private static final int MOST_DECISIONS = 3_000;

  private final Shape shape;
  private final Script script;
  private final Exercised exercised;
  private final CrashPoint crashPoint;
  private final World world;
  private final SplittableRandom random;
  private final List<Fault> faults;
  private final Deque<Help> help;
  private final List<Pending> pending = new ArrayList<>();
  private final List<Call> hanging = new ArrayList<>();
  private final List<Call> lost = new ArrayList<>();
  private Input.@Nullable Ended last;
  private boolean crashed;
  private int decisions;
  private long now = 1_000_000;
  final CheckedMachine machine;

  private Simulation(Case test, CrashPoint crashPoint, Exercised exercised) {
    this.shape = test.shape();
    this.script = test.script();
    this.crashPoint = crashPoint;
    this.exercised = exercised;
    this.machine = new CheckedMachine(shape.plan(), exercised);
    this.world = new World(machine.plan);
    this.random = new SplittableRandom(script.order());
    this.faults = new ArrayList<>(script.faults());
    this.help = new ArrayDeque<>(script.help());
  }

  static Simulation run(Case test, CrashPoint crashPoint, Exercised exercised) {
    Simulation simulation = new Simulation(test, crashPoint, exercised);
    simulation.run();
    return simulation;
  }

  /** Faults that were planned and never met: a test that plans one expects it to be met. */
  List<Fault> unmet() {
    return faults;
  }

  private void run() {
    long deadline = script.deadline() == 0 ? Long.MAX_VALUE : now + script.deadline();
    decide(new Input.Start(now, "input", deadline));
    while (goOn()) {
      assertThat(decisions).as("decisions without coming to rest").isLessThan(MOST_DECISIONS);
    }
    RunState end = machine.status();
    exercised.end(end);
    rest(end);
    while (!hanging.isEmpty() || !lost.isEmpty()) {
      arriveLate();
    }
    assertThat(machine.status()).as("after late results").isEqualTo(end);
    rest(end);
  }

  private void rest(RunState end) {
    world.check(end, machine.state(), machine.state().remaining(machine.plan));
  }

  /** Does whatever comes next; false when the run has come to rest. */
  private boolean goOn() {
    if (crashPoint.append() > 0 && !crashed && machine.journal.size() >= crashPoint.append()) {
      crashed = true;
      crash(crashPoint.reached());
      return true;
    }
    if (machine.status().isEnd()) {
      return false;
    }
    for (Disturbance disturbance : script.disturbances()) {
      if (disturbance.after() == decisions) {
        disturb(disturbance);
        return true;
      }
    }
    boolean canWake = machine.state().wakeAt() < Long.MAX_VALUE && !machine.state().isPoisoned();
    int late = hanging.size() + lost.size();
    boolean shuffled = script.order() != 0;
    if (!pending.isEmpty() && !(shuffled && (canWake || late > 0) && random.nextInt(5) == 0)) {
      reply(pending.remove(shuffled ? random.nextInt(pending.size()) : 0));
    } else if (late > 0 && !(shuffled && canWake && random.nextBoolean())) {
      arriveLate();
    } else if (canWake) {
      now = Math.max(now, machine.state().wakeAt() + (shuffled ? random.nextInt(3) * 40L : 0));
      decide(new Input.Woke(now));
    } else {
      return askForHelp();
    }
    return true;
  }

  private void decide(Input input) {
    decisions++;
    for (Call call : machine.decide(input).calls()) {
      pending.add(new Pending(call, nextReply(call)));
    }
    pending.removeIf(p -> !machine.isAwaited(p.call()) && abandonToLate(p));
    // Time passes, but never past a moment at which the run wants to be woken.
    long soon = now + (script.order() == 0 ? 1 : random.nextInt(30));
    now = Math.max(now, Math.min(soon, machine.state().wakeAt() - 1));
  }

  /** Nobody waits for it any more, so whatever it does comes late. */
  private boolean abandonToLate(Pending nobodys) {
    return hanging.add(nobodys.call());
  }

  private Reply nextReply(Call call) {
    for (Fault fault : faults) {
      if (fault.step() == call.step() && fault.undo() == call.undo()) {
        faults.remove(fault);
        exercised.count((call.undo() ? "undo met " : "step met ") + fault.reply());
        return fault.reply();
      }
    }
    return Reply.SUCCEED;
  }

  private void reply(Pending pending) {
    Call call = pending.call();
    Result result =
        switch (pending.reply()) {
          case SUCCEED -> reach(call);
          case REJECT -> decline(call);
          case FAIL_BEFORE -> unclear(call, Failure.Kind.ERROR, Result.Unclear.BY_POLICY);
          case RETRY_SOON -> unclear(call, Failure.Kind.ERROR, random.nextInt(900));
          case RETRY_LATER -> unclear(call, Failure.Kind.ERROR, 2_000 + random.nextInt(9_000));
          case NOT_ATTEMPTED -> new Result.NotAttempted(random.nextInt(2) * 3_000L + 50);
          case LOSE_REPLY -> {
            world.reach(call);
            yield unclear(call, Failure.Kind.ERROR, Result.Unclear.BY_POLICY);
          }
          case HANG -> {
            hanging.add(call);
            yield unclear(call, Failure.Kind.TIMEOUT, Result.Unclear.BY_POLICY);
          }
        };
    last = new Input.Ended(now, call, result, random.nextDouble());
    decide(last);
  }

  /** Of an undo every exception is a failed attempt, whatever its type. */
  private Result decline(Call call) {
    if (call.undo()) {
      return unclear(call, Failure.Kind.ERROR, Result.Unclear.BY_POLICY);
    }
    return world.decline(call) ? rejection(call) : reach(call);
  }

  private Result reach(Call call) {
    return world.reach(call) ? new Result.Success("value of " + call.step()) : rejection(call);
  }

  private Result rejection(Call call) {
    return new Result.Rejection(failure(call, Failure.Kind.REJECTED));
  }

  private Result unclear(Call call, Failure.Kind kind, long retryAfter) {
    return new Result.Unclear(failure(call, kind), retryAfter);
  }

  private Failure failure(Call call, Failure.Kind kind) {
    return new Failure(kind, shape.steps().get(call.step()).name(), null, "simulated");
  }

  /** What hung comes to its end; if its caller has died meanwhile, nobody hears of it. */
  private void arriveLate() {
    if (!lost.isEmpty()) {
      world.reach(lost.remove(0));
      return;
    }
    Call call = hanging.remove(script.order() == 0 ? 0 : random.nextInt(hanging.size()));
    exercised.count("late");
    decide(new Input.Ended(now, call, reach(call), random.nextDouble()));
  }

  private void disturb(Disturbance disturbance) {
    exercised.count("trouble " + disturbance.trouble());
    switch (disturbance.trouble()) {
      case CANCEL -> operate(Verb.CANCEL, Event.NO_STEP);
      case CRASH -> crash(random.nextBoolean());
      case CRASH_LOOP -> {
        for (int i = 0; i <= SagaMachine.MAX_ADOPTIONS; i++) {
          crash(random.nextBoolean());
        }
      }
      case REPEATED_RESULT -> {
        if (last == null) {
          decide(new Input.Woke(now));
        } else {
          decide(new Input.Ended(now, last.call(), last.result(), last.random()));
        }
      }
      case EARLY_WAKE -> decide(new Input.Woke(now));
      case MEDDLING -> {
        Verb verb = Verb.values()[disturbance.after() % Verb.values().length];
        operate(verb, random.nextInt(shape.steps().size()));
      }
    }
  }

  private void crash(boolean reached) {
    for (Pending p : pending) {
      if (reached && random.nextBoolean()) {
        lost.add(p.call());
      } else if (reached) {
        world.reach(p.call());
      }
    }
    lost.addAll(hanging);
    hanging.clear();
    pending.clear();
    last = null;
    machine.crash();
    decide(new Input.Adopt(now));
  }

  private boolean askForHelp() {
    RunState state = machine.status();
    assertThat(state).as("nothing is left to happen").isIn(RunState.STUCK, RunState.PARKED);
    if (help.isEmpty()) {
      return false;
    }
    Help next = help.remove();
    List<Integer> stuck = new ArrayList<>();
    for (int i = 0; i < shape.steps().size(); i++) {
      StepProgress step = machine.state().step(i);
      if (step.isStuckForward() || step.undo() == StepProgress.Undo.FAILED) {
        stuck.add(i);
      }
    }
    boolean any = stuck.isEmpty() || next.pick() > 90;
    operate(
        next.verb(),
        any ? next.pick() % shape.steps().size() : stuck.get(next.pick() % stuck.size()));
    return true;
  }

  /** What the operator says is true: the services are made to agree before the run is told. */
  private void operate(Verb verb, int chosen) {
    boolean ofRun = verb == Verb.CANCEL || verb == Verb.ABANDON || verb == Verb.RETRY;
    int step = ofRun ? Event.NO_STEP : chosen;
    boolean forward = machine.state().phase() == SagaState.Phase.FORWARD;
    decisions++;
    Decision decision =
        machine.decide(new Input.Operate(now, verb, step, "by hand", "ann", "because"));
    if (decision.refusal() == null) {
      switch (verb) {
        case MARK_UNDONE -> world.undoneByHand(step);
        case SUPPLY -> world.madeByHand(step);
        case SKIP -> world.accepted(step);
        case RETRY -> {
          if (forward) {
            world.mended();
          }
        }
        default -> {}
      }
    }
    decision.calls().forEach(call -> pending.add(new Pending(call, nextReply(call))));
    pending.removeIf(p -> !machine.isAwaited(p.call()) && abandonToLate(p));
  }
}
