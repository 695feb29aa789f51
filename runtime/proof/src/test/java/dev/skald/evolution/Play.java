package dev.skald.evolution;

import dev.skald.runtime.RunState;
import dev.skald.runtime.RunView;
import dev.skald.runtime.SagaClient;
import dev.skald.runtime.SagaOutcome;
import dev.skald.runtime.StepState;
import dev.skald.runtime.VerbRefusedException;
import dev.skald.runtime.journal.RunHeader;
import dev.skald.runtime.plan.Gate;
import dev.skald.runtime.plan.SagaPlan;
import dev.skald.runtime.plan.SignalRef;
import dev.skald.runtime.plan.StepPlan;
import dev.skald.runtime.spi.JournalProvider;
import dev.skald.testkit.TestSkald;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Lets a run go from where a tape ends to its end, and helps where it waits: brings events, lets
 * time pass, and says once of what is stuck that it is to be tried again. Time is virtual and one
 * thing happens at a time, so the same always comes of it.
 */
final class Play {

  static final String KEY = "run-1";

  /** What becomes due within it is not waited for, but under way. */
  private static final long SLACK_MILLIS = 2_000;

  private static final Duration GLANCE = Duration.ofMillis(100);

  /** How long a run may be busy with one thing, retries and their delays included. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final List<Version> versions;
  private final boolean forced;
  private final Supplier<JournalProvider> journals;
  private final History history;
  private final Tape tape;
  private final Services services;
  private final int cut;

  private TestSkald skald;
  private Watched engine;
  private final boolean cancels;
  private boolean signalled;
  private boolean retried;
  private boolean cancelledWaiting;

  /**
   * Prepares a play.
   *
   * @param versions the code; if there are several versions, the one first that starts runs
   * @param forced whether it takes over runs that its lock file would not let it have
   * @param journals make an empty journal each
   * @param before what happened before; empty if the run is to be started
   * @param future what is to happen
   */
  Play(
      List<Version> versions,
      boolean forced,
      Supplier<JournalProvider> journals,
      List<Entry> before,
      Future future) {
    this.versions = versions;
    this.forced = forced;
    this.journals = journals;
    this.history = future.history();
    this.cancels = future.cancels();
    this.tape = new Tape(before);
    this.services =
        new Services(tape, history, time -> skald.sleep(time), this::cancel, this::signal);
    this.cut = before.size();
  }

  /**
   * What is to happen.
   *
   * @param history how services answer
   * @param cancels whether somebody cancels the run before anything else happens
   */
  record Future(History history, boolean cancels) {
    @Override
    public String toString() {
      return history.toString();
    }
  }

  /**
   * What came of it.
   *
   * @param entries all that happened, before and then
   * @param cut how much of it happened before
   * @param state where the run came to rest, or {@code null} if it did not
   * @param view the run as it is shown, {@code null} if it cannot be shown
   * @param outcome what its caller is told, {@code null} for nothing
   * @param trouble why there is no state or outcome, {@code null} if there is
   * @param plans the plans by the names of their sagas
   */
  record Played(
      List<Entry> entries,
      int cut,
      RunState state,
      RunView view,
      SagaOutcome<?> outcome,
      String trouble,
      Map<String, SagaPlan<?>> plans) {}

  /** Plays. */
  Played play() {
    try (TestSkald world =
        TestSkald.on(new TapedJournal(journals.get(), tape)).codec(new WatchedCodec(tape))) {
      skald = world;
      // A process that begins when the one before has ended, and gives its runs other identities.
      tape.lastAt()
          .ifPresent(last -> world.advance(Duration.between(world.now(), last.plusMillis(1))));
      engine = new Watched(world.engine(), tape, forced);
      versions.forEach(version -> version.register(engine, services));
      return inOneProcess();
    }
  }

  private Played inOneProcess() {
    Optional<RunHeader> run = run();
    String saga = run.map(RunHeader::saga).orElse(root());
    if (engine.client(saga) == null) {
      return played(null, "no saga of that name is registered", null);
    }
    if (run.isEmpty()) {
      engine.client(saga).start(KEY, versions.get(0).example("input", services));
    }
    if (cancels) {
      cancel();
    }
    while (true) {
      switch (calm()) {
        case BUSY -> {
          return played(null, "it does not come to rest", null);
        }
        case WAITS_FOR_EVENT -> signal();
        case WAITS_FOR_TIME -> letTimePass();
        case TO_BE_CANCELLED -> {
          cancelledWaiting = true;
          cancel();
        }
        case STUCK -> {
          retried = true;
          services.recover();
          retry();
        }
        case AT_REST -> {
          return atRest();
        }
      }
    }
  }

  /** Lets happen what happens by itself. */
  private Situation calm() {
    Instant end = skald.now().plus(PATIENCE);
    skald.settle();
    while (situation() == Situation.BUSY && skald.now().isBefore(end)) {
      skald.advance(GLANCE);
    }
    return situation();
  }

  private enum Situation {
    BUSY,
    WAITS_FOR_TIME,
    WAITS_FOR_EVENT,
    TO_BE_CANCELLED,
    STUCK,
    AT_REST
  }

  private Situation situation() {
    Situation found = found();
    boolean waits = found == Situation.WAITS_FOR_TIME || found == Situation.WAITS_FOR_EVENT;
    if (waits && history.cancelsWaiting() && !cancelledWaiting) {
      return Situation.TO_BE_CANCELLED;
    }
    return found == Situation.STUCK && retried ? Situation.AT_REST : found;
  }

  private Situation found() {
    boolean time = false;
    boolean waits = true;
    boolean stuck = false;
    List<RunHeader> headers = List.copyOf(tape.headers().values());
    if (headers.isEmpty()) {
      return Situation.BUSY;
    }
    if (hasFailed() || headers.get(0).state().isEnd()) {
      return Situation.AT_REST;
    }
    for (RunHeader header : headers) {
      RunState state = header.state();
      // One that is parked for want of a plan is taken up again when that is registered.
      boolean setAside =
          state == RunState.QUARANTINED || state == RunState.PARKED && !engine.hasPlanOf(header);
      boolean willBeParked =
          engine.client(header.saga()) != null && !engine.hasPlanOf(header) && !state.isEnd();
      if (willBeParked && state != RunState.PARKED) {
        return Situation.BUSY;
      }
      if (setAside) {
        return Situation.AT_REST;
      }
      boolean later =
          header.wakeAt() != RunHeader.NEVER
              && header.wakeAt() - SLACK_MILLIS > skald.now().toEpochMilli();
      boolean mayWait = state == RunState.WAITING || state == RunState.COMPENSATING;
      time |= mayWait && later;
      stuck |= state == RunState.STUCK;
      waits &= state.isEnd() || state == RunState.WAITING || mayWait && later;
    }
    if (stuck) {
      return Situation.STUCK;
    }
    boolean event = waits && !signalled && event() != null;
    if (event && (history.isInTime() || !time)) {
      return Situation.WAITS_FOR_EVENT;
    }
    return waits && time ? Situation.WAITS_FOR_TIME : Situation.BUSY;
  }

  private boolean hasFailed() {
    List<Entry> entries = tape.entries();
    return entries.subList(cut, entries.size()).stream().anyMatch(Entry.Threw.class::isInstance);
  }

  private Optional<RunHeader> run() {
    return tape.headers().values().stream().findFirst();
  }

  private String root() {
    String last = null;
    for (String saga : engine.plans().keySet()) {
      last = saga; // sagas that others use are made before them
    }
    return last;
  }

  private SagaClient<Object, Object> client() {
    return engine.client(run().orElseThrow().saga());
  }

  private RunView view() {
    return run().flatMap(run -> engine.find(run.saga(), run.key())).orElse(null);
  }

  /** The event that the run waits for, or {@code null}. */
  private SignalRef<?> event() {
    RunView view = view();
    if (view == null) {
      return null;
    }
    for (StepPlan<?> step : engine.plans().get(view.saga()).steps()) {
      boolean waits =
          view.step(step.name()).filter(s -> s.state() == StepState.WAITING).isPresent();
      if (waits && step.gate() instanceof Gate.ForSignal signal) {
        return signal.ref();
      }
    }
    return null;
  }

  private SignalRef<?> anyEvent() {
    return engine.plans().get(run().orElseThrow().saga()).steps().stream()
        .map(StepPlan::gate)
        .filter(Gate.ForSignal.class::isInstance)
        .map(gate -> ((Gate.ForSignal) gate).ref())
        .findFirst()
        .orElseThrow();
  }

  @SuppressWarnings("unchecked") // the saga's own example is of the type of its event
  private void signal() {
    signalled = true;
    client()
        .signal(
            (SignalRef<Object>) anyEvent(),
            KEY,
            "event-1",
            versions.get(0).example("event", services));
  }

  private void cancel() {
    try {
      client().operate(KEY, "ada").cancel("it is not wanted any more");
    } catch (VerbRefusedException e) {
      // It has ended, or cannot be read; what follows shows which.
    }
  }

  private void retry() {
    for (RunHeader header : tape.headers().values()) {
      if (header.state() == RunState.STUCK) {
        engine.client(header.saga()).operate(header.key(), "ada").retry("it works again");
      }
    }
  }

  private void letTimePass() {
    long next =
        tape.headers().values().stream()
            .filter(run -> !run.state().isEnd())
            .mapToLong(RunHeader::wakeAt)
            .min()
            .orElseThrow();
    skald.advance(Duration.between(skald.now(), Instant.ofEpochMilli(next)));
  }

  private Played atRest() {
    RunState state = run().orElseThrow().state();
    if (hasFailed() || !(state.isEnd() || state == RunState.STUCK)) {
      return played(state, null, null);
    }
    try {
      var handle = client().handle(KEY).orElseThrow();
      return played(state, null, handle.await(PATIENCE));
    } catch (RuntimeException e) {
      return played(state, "its outcome cannot be told: " + e, null);
    }
  }

  private Played played(RunState state, String trouble, SagaOutcome<?> outcome) {
    RunView view = view();
    return new Played(
        tape.entries(), cut, state, view, outcome, trouble, Map.copyOf(engine.plans()));
  }
}
