package dev.skald.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Threads of which one runs at a time: whoever drives gives a turn to one of them and goes on when
 * that one has ended its task, or waits for something. So everything has one order, although the
 * user's code may wait in the middle of a call.
 */
final class Turns implements AutoCloseable {

  /** Real time. A task that takes longer waits for something that nobody here brings about. */
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

  /** Real time for threads to end which have been told to. */
  private static final long LAST_PATIENCE_MILLIS = 10_000;

  private final Object monitor = new Object();
  private final List<Worker> idle = new ArrayList<>();
  private final List<Worker> parked = new ArrayList<>();
  private final List<Worker> all = new ArrayList<>();
  private boolean closed;
  private volatile long steps;

  /** Says that whoever has the turn gets on with it; called by that thread. */
  void gotOn() {
    steps = steps + 1;
  }

  /** Gives one turn to a new task; returns when it has ended or waits. */
  void run(Runnable task) {
    Worker worker = idle.isEmpty() ? newWorker() : idle.remove(idle.size() - 1);
    worker.task = task;
    giveTurn(worker);
  }

  /** Gives one turn to a task that waited and need not any more; answers whether there was one. */
  boolean resume() {
    for (Worker worker : parked) {
      if (worker.mayGoOn()) {
        parked.remove(worker);
        giveTurn(worker);
        return true;
      }
    }
    return false;
  }

  /** Whether a task waited and need not any more; asked by the one that has the turn. */
  boolean isAnotherDue() {
    for (Worker worker : parked) {
      if (worker.mayGoOn()) {
        return true;
      }
    }
    return false;
  }

  /** Whether the current thread has the turn, and so may {@link #park}. */
  boolean isMine() {
    return Thread.currentThread() instanceof Worker worker && worker.owner() == this;
  }

  /**
   * Gives the turn back until a condition holds.
   *
   * @param goOn asked by whoever drives
   * @param interruptible whether an interrupt ends it, too
   * @return whether an interrupt ended it
   */
  boolean park(BooleanSupplier goOn, boolean interruptible) {
    Worker worker = (Worker) Thread.currentThread();
    worker.goOn = goOn;
    worker.interruptible = interruptible;
    synchronized (monitor) {
      parked.add(worker);
      worker.hasTurn = false;
      monitor.notifyAll();
      worker.awaitTurn();
    }
    if (worker.killed) {
      throw new ProcessKilled();
    }
    boolean ended = interruptible && worker.interrupted;
    worker.interrupted = false;
    // Told by the answer; a wait that did not take notice of it in time has left the flag behind.
    boolean told = ended && Thread.interrupted();
    return ended || told;
  }

  private Worker newWorker() {
    if (closed) {
      throw new IllegalStateException("This test's engine is closed");
    }
    Worker worker = new Worker("skald-test-" + (all.size() + 1));
    all.add(worker);
    worker.start();
    return worker;
  }

  private void giveTurn(Worker worker) {
    long until = System.nanoTime() + PATIENCE_NANOS;
    long seen = steps;
    boolean interrupted = false;
    synchronized (monitor) {
      worker.hasTurn = true;
      monitor.notifyAll();
      while (worker.hasTurn) {
        long left = until - System.nanoTime();
        if (left <= 0 && seen == steps) {
          throw stuck(worker);
        }
        if (left <= 0) {
          seen = steps;
          until = System.nanoTime() + PATIENCE_NANOS;
          continue;
        }
        try {
          TimeUnit.NANOSECONDS.timedWait(monitor, left);
        } catch (InterruptedException e) {
          // The test is to end; the task is not to blame, and ends first.
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    Throwable escaped = worker.escaped;
    worker.escaped = null;
    if (escaped instanceof RuntimeException failure) {
      throw failure;
    }
    if (escaped instanceof Error error && !(escaped instanceof ProcessKilled)) {
      throw error;
    }
  }

  private static IllegalStateException stuck(Worker worker) {
    IllegalStateException stuck =
        new IllegalStateException(
            "A step or undo has been waiting for "
                + TimeUnit.NANOSECONDS.toSeconds(PATIENCE_NANOS)
                + " seconds of real time, where only virtual time passes; let it wait by a script"
                + " (hangs, takes) or by TestSkald.sleep. It waits at the place below");
    stuck.setStackTrace(worker.getStackTrace());
    return stuck;
  }

  /** Ends tasks that wait, as if their process were killed. */
  void killParked() {
    List<Worker> killed = List.copyOf(parked);
    parked.clear();
    for (Worker worker : killed) {
      worker.killed = true;
      giveTurn(worker);
    }
  }

  /** Ends all threads, and waits until they are gone. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    killParked();
    synchronized (monitor) {
      all.forEach(worker -> worker.over = true);
      monitor.notifyAll();
    }
    for (Worker worker : all) {
      joinNow(worker);
    }
  }

  private static void joinNow(Worker worker) {
    try {
      worker.join(LAST_PATIENCE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (worker.isAlive()) {
      throw stuck(worker);
    }
  }

  /** Thrown in the user's code where its process is meant to be gone. */
  static final class ProcessKilled extends Error {
    private static final long serialVersionUID = 1L;

    ProcessKilled() {
      super("The process of this call was killed by the test", null, false, false);
    }
  }

  private final class Worker extends Thread {

    private boolean hasTurn;
    private boolean over;
    private boolean killed;
    private boolean interruptible;
    private volatile boolean interrupted;
    private BooleanSupplier goOn = () -> true;
    private @Nullable Runnable task;
    private @Nullable Throwable escaped;

    Worker(String name) {
      super(name);
      setDaemon(true);
    }

    Turns owner() {
      return Turns.this;
    }

    boolean mayGoOn() {
      return interruptible && interrupted || goOn.getAsBoolean();
    }

    /** Known to whoever drives at once, and not only when this thread takes notice. */
    @Override
    public void interrupt() {
      interrupted = true;
      super.interrupt();
    }

    @Override
    public void run() {
      synchronized (monitor) {
        awaitTurn();
      }
      while (task != null) {
        work(task);
        synchronized (monitor) {
          task = null;
          killed = false;
          interrupted = false;
          idle.add(this);
          hasTurn = false;
          monitor.notifyAll();
          awaitTurn();
        }
      }
    }

    private void work(Runnable next) {
      try {
        next.run();
      } catch (RuntimeException | Error e) {
        // Shown to whoever drives, which is the test.
        escaped = e;
      }
    }

    /** Interrupts are for the user's code, which looks at them when it has the turn again. */
    void awaitTurn() {
      boolean seen = false;
      while (!hasTurn && !over) {
        try {
          monitor.wait();
        } catch (InterruptedException e) {
          seen = true;
        }
      }
      if (seen && task != null && !interruptible) {
        super.interrupt();
      }
    }
  }
}
