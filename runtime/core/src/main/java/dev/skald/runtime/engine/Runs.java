package dev.skald.runtime.engine;

import dev.skald.runtime.JournalException;
import dev.skald.runtime.journal.RunHeader;
import dev.skald.runtime.machine.Call;
import dev.skald.runtime.machine.Input;
import dev.skald.runtime.spi.Environment;
import dev.skald.runtime.spi.JournalStore;
import dev.skald.runtime.spi.WriteResult;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The runs in memory: those in which something happens. All others are only in the journal, and are
 * taken up from there when something comes for them.
 */
final class Runs implements RunHost {

  private static final Logger LOG = LoggerFactory.getLogger(Runs.class);

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
  private final Copies copies;
  private final Tenure tenure;
  private final Aside aside;
  private final Activation activation;
  private final Wishes wishes;
  private final Rests rests;

  private volatile boolean closing;

  Runs(
      Environment environment,
      JournalStore store,
      Committer committer,
      Loader loader,
      Watchers watchers,
      Copies copies,
      Tenure tenure,
      BiFunction<RunHeader, Wish, CompletableFuture<Reply>> post) {
    this.environment = environment;
    this.store = store;
    this.committer = committer;
    this.loader = loader;
    this.watchers = watchers;
    this.copies = copies;
    this.tenure = tenure;
    this.runner = new StepRunner(environment, store, tenure, this::isClosing);
    this.troubles = new Troubles(environment);
    this.suspects = new Suspects(environment);
    this.locks = new Locks(this, store);
    this.children = new Children(this);
    this.aside = new Aside(store, committer, watchers, this::takeUpIfPlanIsThere, this::checkLater);
    this.activation = new Activation(this, copies, store, loader, aside);
    this.wishes = new Wishes(environment, store, activation, this::adopt, post);
    this.rests = new Rests(store, loader);
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

  /** Brings what people, events and parents want to runs, wherever they are. */
  Wishes wishes() {
    return wishes;
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
    Rest rest = rests.of(key);
    return rest != null && rest.state().isEnd() ? rest : null;
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

  /** Reads the journals of runs that were just claimed, so that {@link #adopt} finds them read. */
  void readAhead(List<RunHeader> claimed) {
    try {
      activation.activateAll(claimed);
    } catch (JournalException e) {
      LOG.warn("{} runs cannot be read together; each is by itself", claimed.size(), e);
    }
  }

  /** The same for a run that was just claimed; later if the journal cannot be read just now. */
  void adopt(RunHeader header) {
    takeUp(header, this::adopt);
  }

  /** Takes up a run that was started on another node, and of which nothing was called yet. */
  void begin(RunHeader header) {
    takeUp(header, run -> run.post(new Input.Woke(environment.now())));
  }

  private void takeUp(RunHeader header, Consumer<Run> how) {
    RunKey key = RunKey.of(header);
    CompletableFuture<WriteResult> start = copies.start(header.id());
    if (start == null) {
      activation.letGoOfFormer(header);
      Runnable task = () -> activate(key).ifPresentOrElse(how, () -> leave(header));
      attempt(key, task, task);
    } else {
      // This engine started it for another owner, became that itself, and is just learning both.
      start.whenComplete((result, failure) -> soon(key, () -> takeUp(header, how)));
    }
  }

  /**
   * A run that is not in memory now was set aside; or its shard was lost since it was claimed, and
   * whoever holds that now, maybe this node with a higher epoch, claims it again.
   */
  private void leave(RunHeader header) {
    if (!store.owns(header)) {
      LOG.debug(
          "{} is left to its next owner: epoch {} is over", RunKey.of(header), header.epoch());
    }
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
  public Tenure tenure() {
    return tenure;
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
      fenced(run.key(), why);
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

  /** Another engine has the journal; or another node the run, if this one has not got it again. */
  private void fenced(RunKey key, RuntimeException why) {
    if (store.cluster().isEmpty()) {
      LOG.error("{}; this engine does nothing more for it", why.getMessage());
      return;
    }
    LOG.info("Another node goes on with {}", key);
    tenure.fenced();
    soon(key, () -> adoptAgain(key));
  }

  /** Somebody here waits for a run that came to rest on another node. */
  void restedElsewhere(RunKey key, Rest rest) {
    watchers.rested(key, rest);
    if (rest.state().isEnd()) {
      children.ended(key, rest);
    }
  }

  /** A start whose commit failed may be durable all the same; then it goes on. */
  void checkLater(RunKey key) {
    later(key, () -> adoptAgain(key));
  }

  @Override
  public void claimLater(RunKey key) {
    later(
        key,
        () ->
            activation
                .take(key)
                .ifPresent(
                    taken -> {
                      if (taken.adopt()) {
                        adopt(taken.run());
                      } else {
                        // Whoever looks at it and has nothing to do forgets it again.
                        taken.run().post(new Input.Woke(environment.now()));
                      }
                    }));
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
