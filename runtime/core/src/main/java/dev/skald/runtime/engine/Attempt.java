package dev.skald.runtime.engine;

import dev.skald.runtime.JournalException;
import dev.skald.runtime.PayloadException;
import dev.skald.runtime.SagaHandle;
import dev.skald.runtime.machine.Call;
import dev.skald.runtime.machine.Facts;
import dev.skald.runtime.machine.Input.Result;
import dev.skald.runtime.plan.StepPlan;
import dev.skald.runtime.plan.UndoPlan;
import dev.skald.runtime.spi.Environment;
import dev.skald.runtime.spi.JournalTransaction;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One call of a user's method. Its end is reported once; after a timeout the real end is reported
 * as well, which the machine records as late.
 */
final class Attempt implements Runnable {

  private static final long HELD_BACK_MILLIS = 1_000;
  private static final ThreadLocal<Boolean> IN_TRANSACTION = new ThreadLocal<>();

  private final Run run;
  private final Call call;
  private final Arguments arguments;
  private final Context context;
  private final StepRunner runner;

  private boolean ended;
  private @Nullable Thread userThread;
  private @Nullable Context callAround;
  private boolean interrupted;
  private Environment.@Nullable Timer timer;
  private @Nullable JournalTransaction open;

  Attempt(Run run, Call call, Arguments arguments, Context context, StepRunner runner) {
    this.run = run;
    this.call = call;
    this.arguments = arguments;
    this.context = context;
    this.runner = runner;
  }

  @Override
  public void run() {
    if (runner.isClosing()) {
      runner.leave(run);
      return;
    }
    if (!runner.mayCall(run)) {
      // It may have waited for a thread, or the process stood still, while others took over.
      heldBack(Run.HELD_BACK_MILLIS);
      return;
    }
    if (!call.undo() && step().mode() == StepPlan.Mode.TRANSACTIONAL) {
      runInTransaction();
    } else {
      startTimer();
      runAlone();
    }
  }

  private void runAlone() {
    Object returned;
    try {
      returned = callUser();
    } catch (Throwable e) {
      end(failure(e));
      return;
    }
    if (isAsync()) {
      awaitStage(returned);
    } else {
      end(success(returned));
    }
  }

  /**
   * Whatever happens but a success ends with everything as it was. The time does not count while
   * others have the turn: how long they take says nothing of this step.
   */
  private void runInTransaction() {
    JournalTransaction transaction;
    try {
      transaction = runner.begin(run);
    } catch (JournalException e) {
      heldBack(HELD_BACK_MILLIS);
      return;
    }
    open = transaction;
    startTimer();
    Result result;
    IN_TRANSACTION.set(true);
    try {
      arguments.offer(transaction);
      result = success(callUser());
    } catch (Throwable e) {
      result = failure(e);
    } finally {
      IN_TRANSACTION.remove();
    }
    if (result instanceof Result.Success success) {
      closeTimer();
      runner.ended(run, call, success, transaction);
    } else {
      runner.rollback(transaction);
      end(result);
    }
  }

  /** Whether the current thread is in a step that the journal waits for. */
  static boolean isInTransaction() {
    return IN_TRANSACTION.get() != null;
  }

  private @Nullable Object callUser() throws Exception {
    enterUserCode();
    try {
      return call.undo()
          ? run.type().callUndo(call.step(), arguments)
          : run.type().callStep(call.step(), arguments);
    } finally {
      leaveUserCode();
    }
  }

  private void awaitStage(@Nullable Object returned) {
    if (!(returned instanceof CompletionStage<?> stage)) {
      end(failure(new NullPointerException("The method returned null instead of a stage")));
      return;
    }
    try {
      stage.whenComplete((value, thrown) -> end(thrown == null ? success(value) : failure(thrown)));
    } catch (RuntimeException | Error e) {
      end(failure(e));
    }
  }

  private Result success(@Nullable Object value) {
    try {
      if (call.undo()) {
        return new Result.Success(Payload.NOTHING, Facts.NONE);
      }
      if (step().mode() == StepPlan.Mode.CHILD) {
        return new Result.Success(child(value), Facts.NONE);
      }
      Facts facts = run.type().factsOfResult(call.step(), value);
      return new Result.Success(run.type().encodeResult(call.step(), value), facts);
    } catch (RuntimeException | Error e) {
      return failure(e);
    }
  }

  private static Payload child(@Nullable Object returned) {
    if (!(returned instanceof SagaHandle<?> handle)) {
      throw new PayloadException("A step with a child returns the handle of the run it started");
    }
    return ChildRef.encode(new RunKey(handle.saga(), handle.key()));
  }

  private Result failure(Throwable thrown) {
    try {
      Result result =
          call.undo()
              ? Results.ofUndo(name(), thrown)
              : Results.ofStep(name(), step().rejects(), thrown);
      AttemptLog.failed(context, result, thrown);
      return result;
    } catch (RuntimeException | Error e) {
      // An exception whose own methods throw says nothing but its class.
      Result result = Results.unreadable(name(), thrown);
      AttemptLog.failed(context, result, null);
      return result;
    }
  }

  private String name() {
    return step().name(call.item());
  }

  private void end(Result result) {
    closeTimer();
    runner.ended(run, call, result);
  }

  private void closeTimer() {
    synchronized (this) {
      ended = true;
    }
    if (timer != null) {
      timer.cancel();
    }
  }

  private void startTimer() {
    Duration timeout = timeout();
    if (timeout != null) {
      long millis = Times.millis(timeout);
      timer = runner.schedule(millis, () -> timedOut(millis));
    }
  }

  /** Reported before the real end can be, which the interrupt may bring about. */
  private synchronized void timedOut(long millis) {
    if (ended) {
      return;
    }
    Result result = Results.timeout(name(), millis);
    AttemptLog.failed(context, result, null);
    runner.timedOut(run, call, result);
    interrupt();
    if (open != null) {
      // Others wait for it, and the user's code may take no notice of the interrupt.
      runner.rollback(open);
    }
  }

  /** Interrupts the user's code, if it runs. */
  synchronized void interrupt() {
    if (userThread != null) {
      interrupted = true;
      userThread.interrupt();
    }
  }

  private synchronized void enterUserCode() {
    callAround = CurrentCall.enter(context);
    userThread = Thread.currentThread();
  }

  /** From here on the thread is not interrupted, and an interrupt that came is not left behind. */
  private synchronized void leaveUserCode() {
    userThread = null;
    if (Thread.interrupted() && !interrupted) {
      WorkingCaller.interruptedByOthers();
    }
    CurrentCall.leave(callAround);
  }

  /** It cannot be made now, but may be later. */
  void heldBack(long millis) {
    runner.ended(run, call, new Result.NotAttempted(millis));
  }

  private StepPlan<?> step() {
    return run.type().plan().step(call.step());
  }

  private boolean isAsync() {
    return call.undo() ? run.type().undo(call.step()).async() : step().async();
  }

  private @Nullable Duration timeout() {
    if (!call.undo()) {
      return step().timeout();
    }
    UndoPlan<?> undo = run.type().undo(call.step());
    return undo.timeout();
  }
}
