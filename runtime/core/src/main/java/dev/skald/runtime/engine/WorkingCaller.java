package dev.skald.runtime.engine;

import org.jspecify.annotations.Nullable;

/**
 * A caller that works on the run it starts: what the run calls next, because of something that this
 * thread has done, waits for this thread instead of one of the engine's. Everything else (a second
 * branch, what another thread or the time brings about, other runs) goes to the engine's threads as
 * always. Confined to its thread, but for {@link #interrupt}.
 */
final class WorkingCaller implements AutoCloseable {

  private static final ThreadLocal<@Nullable WorkingCaller> CURRENT = new ThreadLocal<>();

  private final Run run;
  private final StepRunner runner;

  /** A step of another run may have started this one. */
  private final @Nullable WorkingCaller outer;

  private final @Nullable Context outerCall;
  private @Nullable Attempt next;
  private boolean interrupted;
  private volatile @Nullable Attempt underWay;

  private WorkingCaller(Run run, StepRunner runner) {
    this.run = run;
    this.runner = runner;
    this.outer = CURRENT.get();
    this.outerCall = CurrentCall.get();
  }

  /** From here on the current thread works on a run, until it is closed. */
  static WorkingCaller of(Run run, StepRunner runner) {
    WorkingCaller caller = new WorkingCaller(run, runner);
    CURRENT.set(caller);
    return caller;
  }

  /**
   * Leaves an attempt to the current thread, if that works on its run and is about to have time. In
   * user code it has not: a step may bring its own run an event, and would then be waited for.
   */
  static boolean takes(Run run, Attempt attempt) {
    WorkingCaller caller = CURRENT.get();
    boolean mine = caller != null && caller.run == run && caller.next == null;
    if (!mine || CurrentCall.get() != caller.outerCall) {
      return false;
    }
    caller.next = attempt;
    return true;
  }

  /**
   * Somebody interrupted the thread in user code, and not because of the call that it was in: it
   * was meant for the caller.
   */
  static void interruptedByOthers() {
    WorkingCaller caller = CURRENT.get();
    if (caller != null) {
      caller.interrupted = true;
    }
  }

  /** Until the run has nothing more for this thread, or somebody wants the thread back. */
  void work() {
    for (Attempt attempt = take(); attempt != null; attempt = take()) {
      underWay = attempt;
      attempt.run();
      underWay = null;
    }
  }

  private @Nullable Attempt take() {
    if (interrupted) {
      return null;
    }
    Attempt taken = next;
    next = null;
    return taken;
  }

  /** Interrupts the user's code that runs on the thread, if there is any. */
  void interrupt() {
    Attempt attempt = underWay;
    if (attempt != null) {
      attempt.interrupt();
    }
  }

  @Override
  public void close() {
    CURRENT.set(outer);
    runner.leaves(this);
    Attempt left = next;
    if (left != null) {
      runner.handOver(left);
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
