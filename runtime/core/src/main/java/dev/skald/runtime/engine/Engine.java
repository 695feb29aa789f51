package dev.skald.runtime.engine;

import dev.skald.runtime.EngineClosedException;
import dev.skald.runtime.JournalException;
import dev.skald.runtime.KeyConflictException;
import dev.skald.runtime.OverloadedException;
import dev.skald.runtime.RunPage;
import dev.skald.runtime.RunQuery;
import dev.skald.runtime.RunState;
import dev.skald.runtime.RunView;
import dev.skald.runtime.SagaClient;
import dev.skald.runtime.SagaEngine;
import dev.skald.runtime.SignalReceipt;
import dev.skald.runtime.UnknownRunException;
import dev.skald.runtime.codec.PayloadCodec;
import dev.skald.runtime.journal.RunHeader;
import dev.skald.runtime.machine.Event;
import dev.skald.runtime.machine.Input;
import dev.skald.runtime.machine.SagaState;
import dev.skald.runtime.plan.SagaPlan;
import dev.skald.runtime.plan.SignalRef;
import dev.skald.runtime.plan.StepPlan;
import dev.skald.runtime.plan.StepRef;
import dev.skald.runtime.spi.Environment;
import dev.skald.runtime.spi.JournalStore;
import dev.skald.runtime.spi.WriteResult;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** The engine: puts the parts together, and is what callers see of them. */
final class Engine implements SagaEngine {

  private final Environment environment;
  private final JournalStore store;
  private final Payloads payloads;
  private final Duration grace;
  private final boolean callersWork;
  private final SagaTypes types = new SagaTypes();
  private final Watchers watchers = new Watchers();
  private final Committer committer;
  private final Loader loader;
  private final Runs runs;
  private final Rests rests;
  private final Recovery recovery;
  private final @Nullable Company company;
  private final @Nullable Nodes nodes;
  private boolean closed;

  Engine(
      Environment environment,
      JournalStore store,
      PayloadCodec codec,
      int maxQueuedCommits,
      Duration grace,
      boolean callersWork) {
    this.environment = environment;
    this.store = store;
    this.payloads = new Payloads(codec);
    this.grace = grace;
    this.callersWork = callersWork;
    this.committer = new Committer(environment, store, maxQueuedCommits);
    this.loader = new Loader(store, types);
    this.rests = new Rests(store, loader);
    this.company =
        store.cluster().map(all -> new Company(environment, store, all, types)).orElse(null);
    Copies copies = new Copies();
    this.nodes = company == null ? null : company.nodes(copies, this::gained);
    this.runs =
        new Runs(
            environment,
            store,
            committer,
            loader,
            watchers,
            copies,
            nodes == null ? Tenure.SOLE : nodes,
            this::send);
    this.recovery = new Recovery(environment, store, types, runs);
    recovery.start();
    if (company != null) {
      company.begin(runs, recovery, rests, watchers);
    }
  }

  /** Removes runs from the journal, from now on, when they have been at their end for that long. */
  void keepFor(Duration retention) {
    new Retention(environment, store, retention, runs::isClosing).start();
  }

  private void gained() {
    recovery.gained();
  }

  private CompletableFuture<Reply> send(RunHeader to, Wish wish) {
    if (company == null) {
      throw new IllegalStateException("This engine owns every run, and " + to + " is elsewhere");
    }
    return company.send(to, wish);
  }

  @Override
  public <S, I, R> SagaClient<I, R> register(SagaPlan<S> plan, S saga) {
    requireOpen();
    requireTransactions(plan);
    SagaType<S> type = new SagaType<>(plan, saga, payloads);
    types.add(type);
    recovery.registered(plan.name());
    if (nodes != null) {
      nodes.start();
    }
    return new Client<>(this, type);
  }

  private void requireTransactions(SagaPlan<?> plan) {
    for (StepPlan<?> step : plan.steps()) {
      boolean needed = step.mode() == StepPlan.Mode.TRANSACTIONAL;
      if (needed && store.transactions().isEmpty()) {
        throw new IllegalStateException(
            "Step "
                + step.name()
                + " of "
                + plan.name()
                + " is transactional, and this journal is in no database that it could share; use"
                + " one that is, such as SqliteJournal, or make the step an ordinary one");
      }
    }
  }

  /**
   * Starts a run; answers the copy of it that does the work, {@code null} if there is none here.
   */
  @Nullable Run start(SagaType<?> type, String key, Object input) {
    requireOpen();
    requireNoTransaction();
    Keys.check(key);
    Payload payload = type.encodeInput(input);
    if (committer.isOverloaded()) {
      throw new OverloadedException(
          "The journal has more commits queued than it may; start " + key + " again later");
    }
    RunKey runKey = new RunKey(type.plan().name(), key);
    Run run = newRun(type, runKey, payload);
    return switch (createAndWork(run, payload)) {
      case DURABLE -> run;
      case ELSEWHERE -> null;
      case EXISTS -> {
        requireSameInput(type, runKey, payload);
        yield null;
      }
      case FENCED ->
          throw new JournalException(
              "Nothing was started: the journal was opened by another engine, which owns it now");
      case DIVERGED, QUEUED ->
          throw new JournalException(
              "Nothing was started: the journal is not as this engine left it; another process may"
                  + " have opened or replaced it");
    };
  }

  private Run newRun(SagaType<?> type, RunKey key, Payload input) {
    SagaPlan<?> plan = type.plan();
    long now = environment.now();
    long deadlineAt =
        plan.deadline().map(limit -> now + Times.millis(limit)).orElse(Long.MAX_VALUE);
    RunHeader header =
        new RunHeader(
            environment.newRunId(),
            key.saga(),
            key.key(),
            plan.version(),
            plan.fingerprint(),
            store.epochFor(key.saga(), key.key()),
            RunState.RUNNING,
            now,
            deadlineAt);
    Values values = new Values(plan, input.value());
    var nothing = new Loaded.Readable(type, values, SagaState.initial(plan), deadlineAt, 0);
    return new Run(runs, header, nothing);
  }

  private WriteResult createAndWork(Run run, Payload input) {
    if (!callersWork || Thread.currentThread().isInterrupted()) {
      return create(run, input);
    }
    try (WorkingCaller caller = runs.runner().lend(run)) {
      WriteResult created = create(run, input);
      caller.work();
      return created;
    }
  }

  private WriteResult create(Run run, Payload input) {
    Input.Start start =
        new Input.Start(
            run.header().startedAt(),
            input,
            run.deadlineAt(),
            run.type().factsOfInput(input.value()));
    CompletableFuture<WriteResult> created = run.create(start);
    environment.await(created);
    try {
      return created.join();
    } catch (CompletionException e) {
      runs.checkLater(run.key());
      throw new JournalException(
          "Whether "
              + run.key()
              + " was started is not known: "
              + e.getCause().getMessage()
              + ". Start it again with the same key",
          e.getCause());
    }
  }

  /** The key is taken: by the same start, which is then answered the same, or by another. */
  private void requireSameInput(SagaType<?> type, RunKey key, Payload input) {
    RunHeader header = store.find(key.saga(), key.key()).orElseThrow(() -> unknown(key));
    byte[] existing = loader.inputOf(header);
    boolean same =
        Arrays.equals(existing, input.bytes())
            || type.plan().accepts(header.fingerprint()) && type.isSameInput(existing, input);
    if (!same) {
      throw new KeyConflictException(
          "The key "
              + key
              + " is taken by a run with another input (SHA-256 "
              + Hashes.sha256(existing)
              + ", this one has "
              + Hashes.sha256(input.bytes())
              + "); use another key, or the same input");
    }
  }

  @Override
  public Optional<RunView> find(String saga, String key) {
    requireOpen();
    Run live = runs.live(new RunKey(saga, key));
    return live != null ? Optional.of(Views.of(live)) : store.find(saga, key).map(this::view);
  }

  private RunView view(RunHeader header) {
    Loaded loaded = loader.load(header);
    if (loaded instanceof Loaded.Readable run) {
      return Views.of(header, run);
    }
    return loaded instanceof Loaded.NoPlan missing
        ? Views.of(
            header, header.state().isEnd() ? header.state() : RunState.PARKED, missing.failure())
        : Views.of(header, RunState.QUARANTINED, ((Loaded.Unreadable) loaded).failure());
  }

  @Override
  public RunPage runs(RunQuery query) {
    requireOpen();
    return store.list(query);
  }

  boolean exists(RunKey key) {
    requireOpen();
    return runs.live(key) != null || store.find(key.saga(), key.key()).isPresent();
  }

  /** Completes when the run comes to rest; at once if it is at rest. */
  CompletableFuture<Rest> rest(RunKey key, @Nullable Run started) {
    requireOpen();
    Rest end = started == null ? null : started.end();
    if (end != null) {
      return CompletableFuture.completedFuture(end);
    }
    CompletableFuture<Rest> watch = watchers.watch(key);
    try {
      // Closing fails those who wait by then: whoever comes later must see it.
      requireOpen();
      Rest rest = restNow(key, started);
      if (rest != null) {
        watchers.rested(key, rest);
        watch.complete(rest);
      }
      return watch;
    } catch (RuntimeException e) {
      watchers.leave(key, watch);
      throw e;
    }
  }

  /** Somebody does not wait any more. */
  void leave(RunKey key, CompletableFuture<Rest> watch) {
    watchers.leave(key, watch);
  }

  private @Nullable Rest restNow(RunKey key, @Nullable Run started) {
    // It may have ended since it was asked above, and the journal may have forgotten it since then.
    Rest end = started == null ? null : started.end();
    if (end != null) {
      return end;
    }
    Run live = runs.live(key);
    if (live != null) {
      return live.rest();
    }
    return rests.of(key);
  }

  void operate(RunKey key, String operator, OperatorDesk.Verbal verbal) {
    requireOpen();
    requireNoTransaction();
    StepRef<?> step = verbal.step();
    byte[] value =
        step != null && verbal.verb() == Input.Verb.SUPPLY
            ? payloads
                .encode(
                    "the result of " + key.saga() + "." + step.name(), verbal.value(), step.type())
                .bytes()
            : null;
    Wish wish =
        new Wish.Operate(
            verbal.verb(),
            step == null ? null : step.name(),
            step == null ? Event.NO_ITEM : step.item(),
            value,
            operator,
            verbal.reason());
    runs.wishes().bringNow(key, wish).requireDone();
  }

  /** Brings an external event to a run. */
  SignalReceipt signal(SagaType<?> type, RunKey key, SignalRef<?> signal, String id, Object event) {
    requireOpen();
    requireNoTransaction();
    Payload payload = type.encodeSignal(signal, event);
    Wish wish = new Wish.Bring(signal.name(), id, payload.bytes());
    Reply reply = runs.wishes().bringNow(key, wish);
    return switch (reply.kind()) {
      case LATE -> SignalReceipt.LATE;
      case DUPLICATE -> SignalReceipt.DUPLICATE;
      default -> {
        reply.requireDone();
        yield SignalReceipt.ACCEPTED;
      }
    };
  }

  private static UnknownRunException unknown(RunKey key) {
    return new UnknownRunException("There is no run " + key);
  }

  /** Waits for somebody who asked how a run came to rest; answers whether it has. */
  boolean await(CompletableFuture<Rest> rest, Duration timeout) throws InterruptedException {
    return environment.await(rest, Times.nanos(timeout));
  }

  void execute(Runnable task) {
    try {
      environment.execute(task);
    } catch (RejectedExecutionException e) {
      throw new EngineClosedException("The engine was closed; ask the next one");
    }
  }

  /** Whether the journal has answered everything. */
  boolean isQuiet() {
    return committer.isIdle();
  }

  /** How many runs are in memory. */
  int liveRuns() {
    return runs.liveCount();
  }

  /** How many runs somebody waits for. */
  int watchedRuns() {
    return watchers.size();
  }

  /** It would wait for the transaction, which waits for it. */
  private static void requireNoTransaction() {
    if (Attempt.isInTransaction()) {
      throw new IllegalStateException(
          "A transactional step cannot start, signal or operate runs: the journal waits for its"
              + " transaction. Do that in a step of its own");
    }
  }

  private void requireOpen() {
    if (runs.isClosing()) {
      throw new EngineClosedException("The engine is closed; runs go on in the next one");
    }
  }

  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    runs.beginClosing();
    new Leaving(environment, nodes).until(runs.runner().whenIdle(), grace);
    runs.runner().ignoreWhatFollows();
    environment.close();
    committer.close();
    store.close();
    if (company != null) {
      company.close();
    }
    watchers.failAll(
        new EngineClosedException("The engine was closed; the run goes on in the next one"));
  }
}
