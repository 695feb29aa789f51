package dev.skald.runtime.engine;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * The threads on which steps run: virtual ones where the JVM has them, else a pool.
 *
 * <p>When a task gives rise to exactly one further task (the next step of the same run, as a rule),
 * the same thread goes on with it: a hop to another thread costs more than many a step.
 */
final class Workers implements AutoCloseable {

  /** Set on our threads only. */
  private static final ThreadLocal<Workers.Slot> CURRENT = new ThreadLocal<>();

  private final Executor executor;
  private final Runnable closing;

  Workers(int threads) {
    ExecutorService virtual = Threads.virtualExecutor("skald-step").orElse(null);
    if (virtual != null) {
      executor = virtual;
      closing = virtual::shutdownNow;
    } else {
      StepPool pool = new StepPool(threads, Threads.named("skald-step"));
      executor = pool;
      closing = pool::close;
    }
  }

  void execute(Runnable task) {
    Slot slot = CURRENT.get();
    if (slot != null && slot.owner == this && slot.isFree() && slot.next == null) {
      slot.next = task;
    } else {
      executor.execute(() -> work(task));
    }
  }

  private void work(Runnable first) {
    Slot slot = new Slot(this);
    CURRENT.set(slot);
    try {
      for (Runnable task = first; task != null; task = slot.take()) {
        task.run();
      }
    } finally {
      CURRENT.remove();
      Runnable left = slot.take();
      if (left != null) {
        // The task before threw: what it gave rise to may be another run's.
        execute(left);
      }
    }
  }

  /**
   * Whether the current thread is one of ours and not in user code, so that it may be used for
   * engine work: it is never interrupted then.
   */
  static boolean isFree() {
    Slot slot = CURRENT.get();
    return slot != null && slot.isFree();
  }

  @Override
  public void close() {
    closing.run();
  }

  private static final class Slot {
    private final Workers owner;
    private @Nullable Runnable next;

    Slot(Workers owner) {
      this.owner = owner;
    }

    /** User code may wait for other runs, so none of their steps may wait for it. */
    boolean isFree() {
      return CurrentCall.get() == null;
    }

    @Nullable Runnable take() {
      Runnable taken = next;
      next = null;
      return taken;
    }
  }
}
