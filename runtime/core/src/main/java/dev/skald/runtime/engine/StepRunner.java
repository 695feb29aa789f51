package dev.skald.runtime.engine;

import dev.skald.runtime.JournalException;
import dev.skald.runtime.machine.Call;
import dev.skald.runtime.machine.Input;
import dev.skald.runtime.machine.Input.Result;
import dev.skald.runtime.machine.SagaState;
import dev.skald.runtime.machine.StepProgress;
import dev.skald.runtime.plan.StepPlan;
import dev.skald.runtime.spi.Environment;
import dev.skald.runtime.spi.JournalStore;
import dev.skald.runtime.spi.JournalTransaction;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Makes the calls that the machine asked for, and tells it how they ended. */
final class StepRunner {

  /** When to try again what could not be handed to a thread. */
  private static final long HELD_BACK_MILLIS = 100;

  private final Environment environment;
  private final JournalStore store;
  private final BooleanSupplier closing;
  private final Tenure tenure;
  private final AtomicInteger inFlight = new AtomicInteger();
  private final Set<JournalTransaction> open = ConcurrentHashMap.newKeySet();
  private final Set<WorkingCaller> callers = ConcurrentHashMap.newKeySet();
  private volatile boolean ignoring;
  private volatile @Nullable CompletableFuture<Void> idle;

  StepRunner(Environment environment, JournalStore store, Tenure tenure, BooleanSupplier closing) {
    this.environment = environment;
    this.store = store;
    this.tenure = tenure;
    this.closing = closing;
  }

  /**
   * Completes when all calls that have begun are over, those that timed out and still run included.
   * Asked for once, when no more calls begin.
   */
  CompletableFuture<Void> whenIdle() {
    CompletableFuture<Void> over = new CompletableFuture<>();
    idle = over;
    if (inFlight.get() == 0) {
      over.complete(null);
    }
    return over;
  }

  void start(Run run, Call call, SagaState state) {
    StepPlan<?> step = run.type().plan().step(call.step());
    Context context =
        new Context(
            run.id(),
            run.key(),
            step.name(),
            call.item(),
            call.undo(),
            call.attempt(),
            run.header().epoch(),
            run.deadlineAt());
    StepProgress.Status status = state.at(call.step(), call.item()).status();
    boolean known = status == StepProgress.Status.SUCCEEDED;
    Arguments arguments = new Arguments(run.values(), context, call.step(), call.item(), known);
    inFlight.incrementAndGet();
    tenure.entered(run);
    Attempt attempt = new Attempt(run, call, arguments, context, this);
    if (!WorkingCaller.takes(run, attempt)) {
      handOver(attempt);
    }
  }

  /** Gives an attempt to a thread of the engine. */
  void handOver(Attempt attempt) {
    try {
      environment.execute(attempt);
    } catch (RejectedExecutionException e) {
      attempt.heldBack(HELD_BACK_MILLIS);
    }
  }

  /** The current thread works on a run that it is about to start, until it closes this. */
  WorkingCaller lend(Run run) {
    WorkingCaller caller = WorkingCaller.of(run, this);
    callers.add(caller);
    return caller;
  }

  /** The thread is its owner's again. */
  void leaves(WorkingCaller caller) {
    callers.remove(caller);
  }

  /** Begins the transaction of a transactional step. */
  JournalTransaction begin(Run run) {
    JournalTransaction begun =
        store
            .transactions()
            .orElseThrow(() -> new JournalException("The journal offers no transactions"))
            .begin(run.header());
    open.add(begun);
    // Whoever closes either finds it there, or has said before that it is too late.
    if (ignoring) {
      rollback(begun);
      throw new JournalException("The engine is closed: the step is called in the next one");
    }
    return begun;
  }

  /** Ends a transaction with everything as it was, whatever the user's code is doing. */
  void rollback(JournalTransaction transaction) {
    open.remove(transaction);
    transaction.close();
  }

  /** A transactional step succeeded; what it changed is not durable yet. */
  void ended(Run run, Call call, Result.Success result, JournalTransaction transaction) {
    open.remove(transaction);
    if (ignoring) {
      transaction.close();
    } else {
      run.post(new Transacted(call, result, transaction));
    }
    leave(run);
  }

  Environment.Timer schedule(long millis, Runnable task) {
    return environment.schedule(millis, task);
  }

  void ended(Run run, Call call, Result result) {
    report(run, call, result);
    leave(run);
  }

  /** Whether what has not been called yet is not called any more, but by the next engine. */
  boolean isClosing() {
    return closing.getAsBoolean();
  }

  /** Whether what has not been called yet may still be called here. */
  boolean mayCall(Run run) {
    return tenure.mayCall(run);
  }

  /** A call is over, or was never made. */
  void leave(Run run) {
    tenure.left(run);
    if (inFlight.decrementAndGet() == 0) {
      CompletableFuture<Void> awaited = idle;
      if (awaited != null) {
        awaited.complete(null);
      }
    }
  }

  void timedOut(Run run, Call call, Result result) {
    report(run, call, result);
  }

  /**
   * What ends from now on is not reported: it is about to be interrupted, which says nothing of its
   * outcome. As after a crash, it is called again. Transactions end here, because what is still to
   * be written waits for them; and callers get their threads back.
   */
  void ignoreWhatFollows() {
    ignoring = true;
    open.forEach(this::rollback);
    callers.forEach(WorkingCaller::interrupt);
  }

  private void report(Run run, Call call, Result result) {
    if (ignoring) {
      return;
    }
    run.post(new Input.Ended(environment.now(), call, result, environment.random()));
  }
}
