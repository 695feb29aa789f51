package dev.skald.runtime.engine;

import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The threads on which steps run where the JVM has no virtual ones: first come, first served, and a
 * thread more for each task that finds none, up to a limit. Threads that have had nothing to do for
 * some time end.
 *
 * <p>At most one thread at a time looks for work without sleeping, for a moment: while it does, a
 * new task wakes nobody, which would cost more than many a step. Whoever finds work that way makes
 * another thread look if there is more, so nothing waits for a task that blocks (the scheme of the
 * scheduler of Go).
 */
final class StepPool implements Executor, AutoCloseable {

  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final int most;
  private final ThreadFactory factory;
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedDeque<Worker> asleep = new ConcurrentLinkedDeque<>();
  private final Set<Worker> all = ConcurrentHashMap.newKeySet();
  private final AtomicInteger count = new AtomicInteger();

  /** Whether somebody looks, or has been woken to do so and has found nothing yet. */
  private final AtomicBoolean looking = new AtomicBoolean();

  private final Spinning spinning = new Spinning();
  private volatile boolean closed;

  StepPool(int most, ThreadFactory factory) {
    this.most = most;
    this.factory = factory;
  }

  @Override
  public void execute(Runnable task) {
    if (closed) {
      throw new RejectedExecutionException("The engine is closed");
    }
    tasks.add(task);
    wakeOneToLook();
  }

  /** After a task was added: whoever looks either sees it, or has said before that it looks. */
  private void wakeOneToLook() {
    if (!looking.get() && looking.compareAndSet(false, true)) {
      Worker next = asleep.poll();
      if (next != null) {
        next.wake();
      } else if (!begin()) {
        // All have work; each looks again before it sleeps.
        looking.set(false);
      }
    }
  }

  private boolean begin() {
    int before = count.get();
    while (before < most) {
      if (count.compareAndSet(before, before + 1)) {
        Worker worker = new Worker();
        all.add(worker);
        worker.thread.start();
        return true;
      }
      before = count.get();
    }
    return false;
  }

  /** Interrupts what runs, and runs nothing more. */
  @Override
  public void close() {
    closed = true;
    tasks.clear();
    all.forEach(worker -> worker.thread.interrupt());
  }

  private final class Worker implements Runnable {

    private final Thread thread = factory.newThread(this);

    /** Whether this one is to look: it has been taken out of those asleep, or is new. */
    private volatile boolean appointed = true;

    void wake() {
      appointed = true;
      LockSupport.unpark(thread);
    }

    @Override
    public void run() {
      try {
        while (!closed) {
          Runnable task = look();
          if (task == null) {
            return;
          }
          work(task);
        }
      } finally {
        all.remove(this);
        count.decrementAndGet();
        // A task may have come for a thread that has just ended.
        if (!tasks.isEmpty() && !closed) {
          wakeOneToLook();
        }
      }
    }

    private void work(Runnable first) {
      for (Runnable task = first; task != null; task = closed ? null : tasks.poll()) {
        task.run();
        if (!closed) {
          // An interrupt was meant for the task. When closing it is meant for all.
          Thread.interrupted();
        }
      }
    }

    /** Returns without a task when this one is to end. */
    private @Nullable Runnable look() {
      while (true) {
        Runnable task = appointed || looking.compareAndSet(false, true) ? lookForAll() : null;
        if (task != null || closed || !sleep()) {
          return task;
        }
      }
    }

    private @Nullable Runnable lookForAll() {
      Runnable task = spinning.until(tasks::poll);
      appointed = false;
      looking.set(false);
      if (task == null) {
        // One that came after the last look: who brought it believed that somebody looks.
        task = tasks.poll();
      }
      if (task != null && !tasks.isEmpty()) {
        wakeOneToLook();
      }
      return task;
    }

    /** Until it is to look; false if nobody has needed it for long, or never will again. */
    private boolean sleep() {
      asleep.push(this);
      if (!tasks.isEmpty()) {
        wakeOneToLook();
      }
      long until = System.nanoTime() + IDLE_NANOS;
      while (!appointed && !closed) {
        long left = until - System.nanoTime();
        if (left <= 0 && asleep.remove(this)) {
          return false;
        }
        // If it was taken out just now it is about to be woken.
        LockSupport.parkNanos(this, Math.max(1_000, left));
        if (!closed) {
          Thread.interrupted();
        }
      }
      return !closed;
    }
  }
}
