package dev.skald.runtime.engine;

import dev.skald.runtime.spi.Environment;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * A world in which time passes when a test says so and one thing happens at a time, each to its
 * end. Tasks run on a thread of {@link Workers}, so that the engine commits right there, as it does
 * in production when it is idle.
 */
final class VirtualEnvironment implements Environment {

  static final long BEGIN = 1_700_000_000_000L;

  private static final long LONG_SECONDS = 30;
  private static final AtomicLong IDS = new AtomicLong();

  private final Workers workers = new Workers(1);
  private final Queue<Runnable> ready = new ConcurrentLinkedQueue<>();
  private final PriorityQueue<Waiting> timers =
      new PriorityQueue<>(Comparator.comparingLong(Waiting::at).thenComparing(Waiting::number));
  private final AtomicLong numbers = new AtomicLong();
  private volatile long now;
  private volatile BooleanSupplier quiet = () -> true;
  private volatile Runnable closing = () -> {};
  private volatile double random = 0.5;
  private volatile boolean outOfThreads;
  private volatile boolean crashed;
  private volatile boolean closed;

  VirtualEnvironment(long now) {
    this.now = now;
  }

  @Override
  public long now() {
    return now;
  }

  @Override
  public double random() {
    return random;
  }

  /** What chance gives from now on. */
  void chance(double next) {
    random = next;
  }

  @Override
  public UUID newRunId() {
    return new UUID(0x7000, IDS.incrementAndGet());
  }

  @Override
  public void execute(Runnable task) {
    if (closed) {
      throw new RejectedExecutionException("closed");
    }
    if (outOfThreads) {
      throw new OutOfMemoryError("unable to create native thread");
    }
    if (!crashed) {
      ready.add(task);
    }
  }

  /** No task can be run, until further notice. */
  void outOfThreads(boolean now) {
    outOfThreads = now;
  }

  @Override
  public Timer schedule(long delayMillis, Runnable task) {
    Waiting waiting = new Waiting(now + Math.max(0, delayMillis), numbers.incrementAndGet(), task);
    if (!crashed && !closed) {
      synchronized (timers) {
        timers.add(waiting);
      }
    }
    return () -> {
      synchronized (timers) {
        timers.remove(waiting);
      }
    };
  }

  @Override
  public Helper helper(String name, Runnable work) {
    return new HelperThread(name, work);
  }

  @Override
  public void await(CompletableFuture<?> awaited) {
    awaited.handle((value, failure) -> true).join();
  }

  /** Of real time: what a test awaits is there, or comes with another thread. */
  @Override
  public boolean await(CompletableFuture<?> awaited, long nanos) throws InterruptedException {
    try {
      awaited.get(nanos, TimeUnit.NANOSECONDS);
      return true;
    } catch (ExecutionException e) {
      return true;
    } catch (TimeoutException e) {
      return false;
    }
  }

  /** What settling waits for besides: the committer has a thread of its own. */
  void settleWith(BooleanSupplier isQuiet) {
    quiet = isQuiet;
  }

  /** Does all that can be done now, and waits until it is durable. */
  void settle() {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONG_SECONDS);
    do {
      drain();
      while (!quiet.getAsBoolean() && System.nanoTime() < end) {
        Thread.onSpinWait();
      }
    } while (!ready.isEmpty());
  }

  /** Does all that can be done now, durable or not. */
  void drain() {
    for (Runnable task = ready.poll(); task != null; task = ready.poll()) {
      onWorker(task);
    }
  }

  /** The same from within something that is just being done, until it is enough. */
  void drainHere(BooleanSupplier isEnough) {
    while (!isEnough.getAsBoolean() && !ready.isEmpty()) {
      ready.remove().run();
    }
  }

  /** Lets time pass; whatever becomes due on the way happens at its time. */
  void advance(long millis) {
    long end = now + millis;
    settle();
    for (Waiting next = nextUpTo(end); next != null; next = nextUpTo(end)) {
      now = Math.max(now, next.at());
      onWorker(next.task());
      settle();
    }
    now = end;
  }

  /** Does what is due from within something that is just being done. */
  void catchUpHere() {
    drainHere(() -> false);
    for (Waiting next = nextUpTo(now); next != null; next = nextUpTo(now)) {
      next.task().run();
      drainHere(() -> false);
    }
  }

  /** How many timers wait, the engine's own look through the journal included. */
  int timers() {
    synchronized (timers) {
      return timers.size();
    }
  }

  /** Sets the clock without anything happening, as an administrator may. */
  void jump(long millis) {
    now += millis;
  }

  /** The process is gone: nothing happens any more, and nobody is told. */
  void crash() {
    crashed = true;
    ready.clear();
    synchronized (timers) {
      timers.clear();
    }
  }

  /** Runs something where the engine may commit, and waits for it. */
  <T> T call(Callable<T> task) {
    CompletableFuture<T> done = new CompletableFuture<>();
    workers.execute(
        () -> {
          try {
            done.complete(task.call());
          } catch (Throwable e) {
            done.completeExceptionally(e);
          }
        });
    return Waits.get(done, LONG_SECONDS, TimeUnit.SECONDS);
  }

  private void onWorker(Runnable task) {
    call(
        () -> {
          task.run();
          return null;
        });
  }

  private Waiting nextUpTo(long end) {
    synchronized (timers) {
      return timers.isEmpty() || timers.peek().at() > end ? null : timers.poll();
    }
  }

  /** What happens just when everything is interrupted. */
  void whenClosing(Runnable task) {
    closing = task;
  }

  @Override
  public void close() {
    closing.run();
    closed = true;
    workers.close();
  }

  private record Waiting(long at, long number, Runnable task) {}
}
