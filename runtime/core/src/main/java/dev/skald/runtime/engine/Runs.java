package dev.skald.runtime.engine;

import dev.skald.runtime.Failure;
import dev.skald.runtime.JournalException;
import dev.skald.runtime.UnknownRunException;
import dev.skald.runtime.VerbRefusedException;
import dev.skald.runtime.journal.RunHeader;
import dev.skald.runtime.machine.Call;
import dev.skald.runtime.machine.Decision;
import dev.skald.runtime.machine.Input;
import dev.skald.runtime.spi.Environment;
import dev.skald.runtime.spi.JournalStore;
import dev.skald.runtime.spi.WriteResult;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The runs in memory: those in which something happens. All others are only in the journal, and are
 * taken up from there when something comes for them.
 */
final class Runs implements RunHost {

  private static final Logger LOG = LoggerFactory.getLogger(Runs.class);

  /**
   * How often something is brought to another copy of its run, which is given up just then, too.
   */
  private static final int MAX_TRIES = 100;

  /** A number that no awaited call has. */
  private static final int FORMER_COPY = -1;

  private final Environment environment;
  private final JournalStore store;
  private final Committer committer;
  private final StepRunner runner;
  private final Loader loader;
  private final Watchers watchers;
  private final Troubles troubles;
  private final Suspects suspects;
  private final Locks locks;
  private final Children children;
  private final Copies copies = new Copies();
  private final Aside aside;
  private final Activation activation;

  private volatile boolean closing;

  Runs(
      Environment environment,
      JournalStore store,
      Committer committer,
      Loader loader,
      Watchers watchers) {
    this.environment = environment;
    this.store = store;
    this.committer = committer;
    this.loader = loader;
    this.watchers = watchers;
    this.runner = new StepRunner(environment, store, this::isClosing);
    this.troubles = new Troubles(environment);
    this.suspects = new Suspects(environment);
    this.locks = new Locks(this, store);
    this.children = new Children(this);
    this.aside = new Aside(store, committer, watchers, this::takeUpIfPlanIsThere);
    this.activation = new Activation(this, copies, store, loader, aside);
  }

  @Nullable Run live(RunKey key) {
    return copies.get(key);
  }

  int liveCount() {
    return copies.count();
  }

  /** No calls are made from now on; results that come are still taken. */
  void beginClosing() {
    closing = true;
  }

  /**
   * The run in memory, taken up from the journal if it is not there.
   *
   * @return the run, or empty if there is none, or it is not this engine's, or cannot be read here
   */
  Optional<Run> activate(RunKey key) {
    return activation.activate(key);
  }

  /**
   * Asks a run something, and waits until the answer is durable.
   *
   * @throws UnknownRunException if there is no such run
   * @throws VerbRefusedException if it cannot be read here
   */
  Decision ask(RunKey key, Function<Run, Input> question) {
    for (int tries = 0; tries < MAX_TRIES; tries++) {
      Run run = take(key);
      CompletableFuture<Decision> done = new CompletableFuture<>();
      run.post(new Command(question.apply(run), done));
      environment.await(done);
      Decision decision = answer(done);
      if (decision != null) {
        if (run.wasSetAside()) {
          // It can be read, and has its plan: what was asked need not be what lets it go on.
          run.post(new Input.Adopt(environment.now()));
        }
        return decision;
      }
    }
    throw new JournalException("The journal of " + key + " changes under every copy of it");
  }

  /** What was answered; {@code null} if the copy of the run was given up just then. */
  private static @Nullable Decision answer(CompletableFuture<Decision> done) {
    try {
      return done.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof CopyGoneException) {
        return null;
      }
      throw e.getCause() instanceof RuntimeException expected ? expected : e;
    }
  }

  private Run take(RunKey key) {
    Activation.Taken taken = activation.take(key).orElseThrow(() -> activation.refusal(key));
    if (taken.adopt()) {
      adopt(taken.run());
    }
    return taken.run();
  }

  /**
   * How a run ended, or {@code null} if it has not.
   *
   * @throws UnknownRunException if there is no such run
   */
  @Nullable Rest end(RunKey key) {
    Run found = copies.get(key);
    if (found != null) {
      return found.end();
    }
    RunHeader header =
        store
            .find(key.saga(), key.key())
            .orElseThrow(() -> new UnknownRunException("There is no run " + key));
    if (!header.state().isEnd()) {
      return null;
    }
    Loaded loaded = loader.load(header);
    if (loaded instanceof Loaded.Readable run) {
      return new Rest.Readable(key, run.type(), run.values(), run.state(), header.state());
    }
    Failure why =
        loaded instanceof Loaded.NoPlan missing
            ? missing.failure()
            : ((Loaded.Unreadable) loaded).failure();
    return new Rest.Unreadable(key, header.state(), why);
  }

  /** Takes a run up from its journal and lets it go on. */
  void adopt(RunKey key) {
    activate(key).ifPresent(this::adopt);
  }

  /** The same for a run whose copy was lost: if it has ended, nobody has been told. */
  private void adoptAgain(RunKey key) {
    activate(key)
        .ifPresent(
            run -> {
              Rest rest = run.rest();
              if (rest != null) {
                rested(run, rest);
              }
              adopt(run);
            });
  }

  /** The same for a run that was just claimed; later if the journal cannot be read just now. */
  void adopt(RunHeader header) {
    RunKey key = RunKey.of(header);
    attempt(key, () -> adopt(key), () -> adopt(key));
  }

  private void adopt(Run run) {
    if (Suspects.isSuspect(run)) {
      suspects.add(run);
    } else {
      run.post(new Input.Adopt(environment.now()));
    }
  }

  @Override
  public Environment environment() {
    return environment;
  }

  @Override
  public Committer committer() {
    return committer;
  }

  @Override
  public StepRunner runner() {
    return runner;
  }

  @Override
  public Locks locks() {
    return locks;
  }

  @Override
  public Children children() {
    return children;
  }

  /** Others do not hold the locks any more that a run waits for. */
  void tellLocksFreed(RunHeader header) {
    activate(RunKey.of(header)).ifPresent(run -> run.post(new Input.LocksFreed(environment.now())));
  }

  @Override
  public boolean isClosing() {
    return closing;
  }

  @Override
  public boolean mayCommitHere() {
    return Workers.isFree() && copies.count() <= 1;
  }

  /** A caller's virtual thread could be interrupted, and would hold its carrier meanwhile. */
  @Override
  public boolean mayCommitStartHere() {
    return copies.isEmpty() && !Threads.isVirtual(Thread.currentThread());
  }

  @Override
  public void starting(Run run, CompletableFuture<WriteResult> created) {
    copies.starting(run, created);
  }

  @Override
  public void born(Run run) {
    copies.born(run);
  }

  @Override
  public void rested(Run run, Rest rest) {
    troubles.over(run.key());
    watchers.rested(run.key(), rest);
    if (rest.state().isEnd()) {
      locks.ended(run);
      children.ended(run.key(), rest);
    }
  }

  @Override
  public void retired(Run run) {
    copies.remove(run);
  }

  @Override
  public void returned(RunKey key, Input input) {
    // The run was retired while an attempt that had timed out was still running, or just now.
    Input late = input instanceof Input.Ended ended ? ofFormerCopy(ended) : input;
    soon(key, () -> activate(key).ifPresent(run -> run.post(late)));
  }

  /** Every copy numbers its calls from one: those of another copy must not pass for its own. */
  private static Input ofFormerCopy(Input.Ended ended) {
    Call call = ended.call();
    Call former = new Call(call.step(), call.item(), call.kind(), FORMER_COPY, call.attempt());
    return new Input.Ended(ended.at(), former, ended.result(), ended.random());
  }

  @Override
  public void lost(Run run, RuntimeException why) {
    copies.remove(run);
    if (closing) {
      return;
    }
    if (why instanceof FencedException) {
      LOG.error("{}; this engine does nothing more for it", why.getMessage());
      return;
    }
    if (troubles.isTooMuch(run.key(), !(why instanceof JournalException))) {
      LOG.error("The run {} fails again and again, and is set aside", run.key(), why);
      soon(run.key(), () -> aside.quarantine(run.key(), why));
    } else {
      LOG.warn("The run {} is read again from its journal", run.key(), why);
      later(run.key(), () -> adoptAgain(run.key()));
    }
  }

  /** A start whose commit failed may be durable all the same; then it goes on. */
  void checkLater(RunKey key) {
    later(key, () -> adoptAgain(key));
  }

  private void later(RunKey key, Runnable task) {
    troubles.later(key, () -> soon(key, task));
  }

  /** Does what reads the journal on a thread that may wait; again later if the journal fails. */
  void soon(RunKey key, Runnable task) {
    if (!closing) {
      environment.execute(() -> attempt(key, task, task));
    }
  }

  private void attempt(RunKey key, Runnable task, Runnable again) {
    try {
      if (!closing) {
        task.run();
      }
    } catch (JournalException e) {
      LOG.warn("The journal cannot be read; {} is looked at again later", key, e);
      later(key, again);
    }
  }

  /** A plan may have been registered while the run was set aside for want of it. */
  private void takeUpIfPlanIsThere(RunHeader header) {
    if (loader.hasPlan(header)) {
      RunKey key = RunKey.of(header);
      soon(key, () -> adopt(key));
    }
  }
}
