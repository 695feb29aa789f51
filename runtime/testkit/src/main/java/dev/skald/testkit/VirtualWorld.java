package dev.skald.testkit;

import dev.skald.runtime.journal.RunHeader;
import dev.skald.runtime.spi.Environment;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A world without a will of its own: nothing happens, and no time passes, but while somebody waits
 * for something. Whoever waits drives it: does what can be done, one thing at a time, and lets time
 * jump to what comes next.
 */
final class VirtualWorld implements Environment {

  /** What is due within this time is known to the engine without a look through the journal. */
  private static final long NEAR_MILLIS = 2_500;

  private final Turns turns = new Turns();
  private final ReentrantLock driving = new ReentrantLock();
  private final Queue<Runnable> ready = new ArrayDeque<>();
  private final PriorityQueue<Waiting> timers =
      new PriorityQueue<>(Comparator.comparingLong(Waiting::at).thenComparing(Waiting::number));
  private final SplittableRandom random = new SplittableRandom(1);
  private final Ids ids;
  private final boolean timeMovesByItself;

  /** When the journal wants to be looked at; empty for never. */
  private Supplier<OptionalLong> journalWakesAt = OptionalLong::empty;

  private @Nullable Look look;
  private volatile Drive drive = new Drive(() -> true, 0, false);
  private volatile boolean nothingLeft;
  private long numbers;
  private volatile long now;
  private volatile boolean dead;

  VirtualWorld(long now, Ids ids, boolean timeMovesByItself) {
    this.now = now;
    this.ids = ids;
    this.timeMovesByItself = timeMovesByItself;
  }

  /** Identities that do not repeat in one test, and are the same in each repetition of it. */
  static final class Ids {
    private long last;

    synchronized UUID next(long now) {
      // Version 7 and the variant of RFC 9562, around the time and a number.
      return new UUID(now << 16 | 0x7000, Long.MIN_VALUE | ++last);
    }
  }

  private record Waiting(long at, long number, Runnable task) {}

  private record Look(long at, long every, Runnable task) {}

  void looksWhen(Supplier<OptionalLong> earliest) {
    journalWakesAt = earliest;
  }

  @Override
  public long now() {
    return now;
  }

  @Override
  public synchronized double random() {
    return random.nextDouble();
  }

  @Override
  public UUID newRunId() {
    return ids.next(now);
  }

  @Override
  public synchronized void execute(Runnable task) {
    if (dead) {
      throw new RejectedExecutionException("closed");
    }
    ready.add(task);
  }

  @Override
  public synchronized Timer schedule(long delayMillis, Runnable task) {
    Waiting waiting = new Waiting(later(now, Math.max(0, delayMillis)), ++numbers, task);
    if (!dead) {
      timers.add(waiting);
    }
    return () -> {
      synchronized (this) {
        timers.remove(waiting);
      }
    };
  }

  private static long later(long at, long millis) {
    return at > Long.MAX_VALUE - millis ? Long.MAX_VALUE : at + millis;
  }

  @Override
  public synchronized void scheduleLook(long delayMillis, Runnable task) {
    look = new Look(now + delayMillis, delayMillis, task);
  }

  @Override
  public Helper helper(String name, Runnable work) {
    AtomicBoolean awake = new AtomicBoolean();
    return new Helper() {
      @Override
      public void wake() {
        if (awake.compareAndSet(false, true)) {
          enqueue(
              () -> {
                awake.set(false);
                work.run();
              });
        }
      }

      @Override
      public void close() {
        // It has no thread: what is left to do is done by whoever closes its owner.
      }
    };
  }

  private synchronized void enqueue(Runnable task) {
    if (!dead) {
      ready.add(task);
    }
  }

  @Override
  public void await(CompletableFuture<?> awaited) {
    if (turns.isMine()) {
      requireAlive();
      turns.park(awaited::isDone, false);
    } else {
      drive(awaited::isDone, Long.MAX_VALUE, true);
    }
    requireAlive();
    if (!awaited.isDone()) {
      throw new IllegalStateException("Nothing in this test brings about what is waited for");
    }
  }

  @Override
  public boolean await(CompletableFuture<?> awaited, long nanos) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    long end = later(now, TimeUnit.NANOSECONDS.toMillis(nanos));
    if (turns.isMine()) {
      requireAlive();
      if (parkUntil(awaited::isDone, end)) {
        throw new InterruptedException();
      }
    } else {
      drive(awaited::isDone, end, timeMovesByItself);
    }
    requireAlive();
    return awaited.isDone();
  }

  private boolean parkUntil(BooleanSupplier done, long end) {
    AtomicBoolean timeIsUp = new AtomicBoolean();
    Timer timer = schedule(end - now, () -> timeIsUp.set(true));
    boolean interrupted = turns.park(() -> timeIsUp.get() || done.getAsBoolean(), true);
    timer.cancel();
    return interrupted;
  }

  /**
   * Lets virtual time pass, for the caller alone if it is a step, else for all.
   *
   * @throws InterruptedException if the step's own time was up first
   */
  void sleep(long millis) throws InterruptedException {
    if (!turns.isMine()) {
      advance(millis);
    } else if (parkUntil(() -> false, later(now, millis))) {
      throw new InterruptedException("Interrupted in virtual time");
    }
  }

  /** Whether the current thread is in a task of this world. */
  boolean isInTask() {
    return turns.isMine();
  }

  /** Does all that can be done without time passing. */
  void settle() {
    drive(() -> false, Long.MAX_VALUE, false);
  }

  /** Lets time pass; whatever becomes due on the way happens at its time. */
  void advance(long millis) {
    long end = later(now, millis);
    drive(() -> false, end, true);
    now = Math.max(now, end);
    settle();
  }

  /**
   * Does what can be done until something is done, or the time is up, or nothing can happen any
   * more.
   */
  void drive(BooleanSupplier done, long end, boolean timeMoves) {
    if (turns.isMine()) {
      throw new IllegalStateException("A step cannot let the world go on in which it is called");
    }
    driving.lock();
    try {
      Drive mine = new Drive(done, end, timeMoves);
      drive = mine;
      nothingLeft = false;
      while (!mine.isOver() && !nothingLeft) {
        if (!turns.resume()) {
          turns.run(this::goOn);
        }
      }
    } finally {
      driving.unlock();
    }
  }

  /** On a thread that may wait: one thing after the other, as long as no other thread is due. */
  private void goOn() {
    while (!drive.isOver() && !turns.isAnotherDue()) {
      Runnable task;
      turns.gotOn();
      synchronized (this) {
        task = ready.poll();
      }
      if (task != null) {
        task.run();
      } else if (!drive.timeMoves || !moveTime(drive.end)) {
        nothingLeft = true;
        return;
      }
    }
  }

  /** What somebody waits for. */
  private final class Drive {
    private final BooleanSupplier done;
    private final long end;
    private final boolean timeMoves;

    Drive(BooleanSupplier done, long end, boolean timeMoves) {
      this.done = done;
      this.end = end;
      this.timeMoves = timeMoves;
    }

    boolean isOver() {
      return dead || done.getAsBoolean();
    }
  }

  /** Jumps to what comes next; answers whether it comes in time. */
  private boolean moveTime(long end) {
    long lookAt = lookAt();
    Runnable next;
    synchronized (this) {
      Waiting timer = timers.peek();
      long at = Math.min(timer == null ? Long.MAX_VALUE : timer.at(), lookAt);
      if (at == Long.MAX_VALUE || at > end) {
        now = end == Long.MAX_VALUE ? now : Math.max(now, end);
        return false;
      }
      now = Math.max(now, at);
      if (timer != null && timer.at() <= lookAt) {
        next = timers.remove().task();
      } else {
        next = takeLook();
      }
      ready.add(next);
    }
    return true;
  }

  private Runnable takeLook() {
    Look taken = look;
    look = null;
    return taken == null ? () -> {} : taken.task();
  }

  /** The first of the regular looks that finds something. */
  private long lookAt() {
    Look next = look;
    if (next == null) {
      return Long.MAX_VALUE;
    }
    OptionalLong wakesAt = journalWakesAt.get();
    return wakesAt.isEmpty() ? Long.MAX_VALUE : firstLook(next, wakesAt.getAsLong());
  }

  private static long firstLook(Look next, long wakesAt) {
    long ahead = wakesAt == RunHeader.NEVER ? 0 : wakesAt - NEAR_MILLIS - next.at();
    long looks = ahead <= 0 ? 0 : (ahead + next.every() - 1) / Math.max(1, next.every());
    return next.at() + looks * next.every();
  }

  private void requireAlive() {
    if (dead) {
      throw new Turns.ProcessKilled();
    }
  }

  /** Whether the process that lives here has been killed. */
  boolean isDead() {
    return dead;
  }

  /** The process is gone: nothing begins any more, and nobody is told. */
  synchronized void kill() {
    dead = true;
    ready.clear();
    timers.clear();
    look = null;
  }

  /** Ends the tasks that wait, and all threads. By whoever drove last. */
  void bury() {
    kill();
    turns.close();
  }

  @Override
  public void close() {
    bury();
  }
}
