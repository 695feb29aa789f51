package dev.skald.runtime.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.runtime.Failure;
import dev.skald.runtime.RunState;
import dev.skald.runtime.machine.Input.Verb;
import dev.skald.runtime.machine.Script.Disturbance;
import dev.skald.runtime.machine.Script.Fault;
import dev.skald.runtime.machine.Script.Help;
import java.util.ArrayDeque;
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
    private static final int EACH = -1;

    /** After each record but those that only say that a new owner calls again. */
    static CrashPoint everywhere(boolean reached) {
      return new CrashPoint(EACH, reached);
    }

    boolean isAt(List<Event> journal, int lastCrash) {
      int size = journal.size();
      return append == EACH
          ? size > lastCrash && journal.get(size - 1).kind() != Event.Kind.ADOPTED
          : append > 0 && lastCrash == 0 && size >= append;
    }
  }

  private static final int MOST_DECISIONS = 3_000;

  private final Script script;
  private final Exercised exercised;
  private final CrashPoint crashPoint;
  private final World world;
  private final CallsOnTheirWay calls;
  private final SplittableRandom random;
  private final Deque<Help> help;
  private final Person person;
  private final Events events;
  private final OnTheWay onTheWay;
  private Input.@Nullable Ended last;
  private boolean parentTurnedBack;
  private int lastCrash;
  private int recordsAtRest;
  private int decisions;
  private long now = 1_000_000;
  final CheckedMachine machine;

  private Simulation(Case test, CrashPoint crashPoint, Exercised exercised) {
    this.script = test.script();
    this.crashPoint = crashPoint;
    this.exercised = exercised;
    this.machine = new CheckedMachine(test.shape().plan(), exercised);
    this.world = new World(machine.plan);
    this.random = new SplittableRandom(script.order());
    Lots lots = new Lots(machine.plan, script);
    this.calls = new CallsOnTheirWay(world, lots::of, script, random, exercised);
    this.help = new ArrayDeque<>(script.help());
    this.person = new Person(machine, world, lots, random);
    this.events = new Events(machine, test.shape(), script, random);
    this.onTheWay = new OnTheWay(machine.plan, script, exercised);
  }

  static Simulation run(Case test, CrashPoint crashPoint, Exercised exercised) {
    Simulation simulation = new Simulation(test, crashPoint, exercised);
    simulation.run();
    return simulation;
  }

  /** Faults that were planned and that no call has met. */
  List<Fault> unmet() {
    return calls.unmet();
  }

  /** How many records there were when nothing was left to do but to listen to late results. */
  int recordsAtRest() {
    return recordsAtRest;
  }

  int decisions() {
    return decisions;
  }

  private void run() {
    long deadline = script.deadline() == 0 ? Long.MAX_VALUE : now + script.deadline();
    decide(new Input.Start(now, "input", deadline, new Lots(machine.plan, script).ofInput()));
    while (goOn()) {
      assertThat(decisions).as("decisions without coming to rest").isLessThan(MOST_DECISIONS);
    }
    RunState end = machine.status();
    recordsAtRest = machine.journal.size();
    exercised.end(end);
    rest(end);
    while (calls.areLate()) {
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
    if (crashPoint.isAt(machine.journal, lastCrash)) {
      lastCrash = machine.journal.size();
      exercised.count("planned crash");
      crash(crashPoint.reached());
      return true;
    }
    if (onTheWay.arrives(machine.status(), calls.areAwaited())) {
      arrive(onTheWay.next());
      return true;
    }
    if (machine.status().isEnd()) {
      return goesOnAfterTheEnd();
    }
    for (Disturbance disturbance : script.disturbances()) {
      if (disturbance.after() == decisions) {
        disturb(disturbance);
        return true;
      }
    }
    boolean canWake = machine.state().wakeAt() < Long.MAX_VALUE;
    boolean shuffled = script.order() != 0;
    boolean first = shuffled && random.nextBoolean();
    if ((first || !calls.areAwaited()) && calls.haveFreedLocks()) {
      decide(new Input.LocksFreed(now));
    } else if (calls.areAwaited()
        && !(shuffled && (canWake || calls.areLate()) && random.nextInt(5) == 0)) {
      last = calls.reply(now);
      decide(last);
    } else if (calls.areLate() && !(shuffled && canWake && random.nextBoolean())) {
      arriveLate();
    } else if (events.isDue()) {
      decide(events.next(now));
    } else if (canWake) {
      now = Math.max(now, machine.state().wakeAt() + (shuffled ? random.nextInt(3) * 40L : 0));
      decide(new Input.Woke(now));
    } else {
      return askForHelp();
    }
    return true;
  }

  /** The run may be the child of one that turns back, when it has completed as well as before. */
  private boolean goesOnAfterTheEnd() {
    boolean undone = script.undone() && machine.plan.isUndoable() && !parentTurnedBack;
    if (undone && machine.status() == RunState.COMPLETED) {
      rest(RunState.COMPLETED);
      exercised.count("undone after its end");
      turnBack();
      return true;
    }
    return false;
  }

  private void turnBack() {
    parentTurnedBack = true;
    decide(new Input.TurnBack(now, new Failure(Failure.Kind.PARENT, null, null, "simulated")));
  }

  private void decide(Input input) {
    decisions++;
    boolean waits = mayBeOnItsWay(input);
    arriveUnless(waits);
    calls.send(onTheWay.take(machine.decide(input)), machine::isAwaited);
    arriveUnless(waits);
    // Time passes, but never past a moment at which the run wants to be woken.
    long soon = now + (script.order() == 0 ? 1 : random.nextInt(30));
    now = Math.max(now, Math.min(soon, machine.state().wakeAt() - 1));
  }

  /**
   * Who brings anything else waits until it is durable, and what is in a transaction is at once.
   */
  private boolean mayBeOnItsWay(Input input) {
    return input instanceof Input.Ended ended && !world.isTransaction(ended.call());
  }

  private void arriveUnless(boolean waits) {
    while (!waits && onTheWay.isBusy()) {
      arrive(onTheWay.next());
    }
  }

  /** A decision is durable: calls that waited for that are made, if they are still wanted. */
  private void arrive(List<Call> durable) {
    for (Call call : durable) {
      boolean isWanted =
          machine.state().phase() == SagaState.Phase.FORWARD
              || machine.state().at(call.step(), call.item()).status() != StepProgress.Status.OPEN;
      if (isWanted) {
        calls.send(List.of(call), machine::isAwaited);
      } else if (machine.isAwaited(call)) {
        decide(new Input.Ended(now, call, new Input.Result.NotAttempted(0), 0));
      }
    }
  }

  private void arriveLate() {
    if (!calls.arrivesUnheard()) {
      decide(calls.arriveLate(now));
    }
  }

  private void disturb(Disturbance disturbance) {
    exercised.count("trouble " + disturbance.trouble());
    switch (disturbance.trouble()) {
      case CANCEL -> operate(person.says(Verb.CANCEL, now));
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
        operate(person.meddles(verb, random.nextInt(1_000), now));
      }
      case SIGNAL -> decide(events.any(now));
      case SIGNAL_AGAIN -> decide(events.again(now));
      case LOCKS_FREED -> decide(new Input.LocksFreed(now));
      case PARENT_TURNS_BACK -> turnBack();
    }
  }

  private void crash(boolean reached) {
    calls.callerDies(reached);
    last = null;
    List<Call> madeAhead = onTheWay.madeAhead();
    machine.crash(onTheWay.lose(), madeAhead);
    decide(new Input.Adopt(now));
  }

  private boolean askForHelp() {
    RunState state = machine.status();
    assertThat(state).as("nothing is left to happen").isIn(RunState.STUCK, RunState.PARKED);
    if (help.isEmpty()) {
      return false;
    }
    Help next = help.remove();
    operate(person.helps(next.verb(), next.pick(), now));
    return true;
  }

  private void operate(Input.Operate said) {
    decisions++;
    arriveUnless(false);
    calls.send(onTheWay.take(person.decide(said)), machine::isAwaited);
    arriveUnless(false);
  }
}
