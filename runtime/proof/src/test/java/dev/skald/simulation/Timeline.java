package dev.skald.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Everything that happens in a simulated world, one thing at a time: a queue of events, ordered by
 * time and, at one time, by chance. Whatever waits does so by {@link #await}, in virtual time.
 *
 * <p>Code that waits keeps its stack, so several threads are used; but one of them runs at a time,
 * the one that has the baton, and whoever waits passes it on. So there is one order of everything,
 * which follows from the seed.
 */
final class Timeline {

  /** Real time for one event. One that takes longer really waits, which it must not. */
  private static final long PATIENCE_SECONDS = 60;

  /** Many times what a simulation needs whose engines do not run in circles. */
  private static final long MAX_EVENTS = 3_000_000;

  private final PriorityQueue<Event> queue =
      new PriorityQueue<>(
          Comparator.comparingLong((Event event) -> event.at)
              .thenComparingInt(event -> event.tie)
              .thenComparingLong(event -> event.number));
  private final SplittableRandom ties;
  private final Trace trace;
  private final Deque<Strand> idle = new ArrayDeque<>();
  private final List<Strand> strands = new ArrayList<>();
  private final CountDownLatch finished = new CountDownLatch(1);

  private long now;
  private long numbers;
  private long events;
  private volatile boolean stopping;
  private @Nullable Throwable escaped;
  private volatile @Nullable Strand running;
  private volatile long lastEventAt = System.nanoTime();

  Timeline(SplittableRandom ties, Trace trace) {
    this.ties = ties;
    this.trace = trace;
  }

  /** Milliseconds of virtual time since the beginning. */
  long now() {
    return now;
  }

  /** How many events there have been. */
  long events() {
    return events;
  }

  /** Whether nothing more is to happen; whatever still runs then only unwinds. */
  boolean isStopping() {
    return stopping;
  }

  /** Something that will happen, or somebody who will go on. */
  static final class Event {
    private final long at;
    private final int tie;
    private final long number;
    private final @Nullable Process owner;
    private final String what;
    private final @Nullable Runnable task;
    private final @Nullable Wait wait;
    private boolean cancelled;

    private Event(
        long at,
        int tie,
        long number,
        @Nullable Process owner,
        String what,
        @Nullable Runnable task,
        @Nullable Wait wait) {
      this.at = at;
      this.tie = tie;
      this.number = number;
      this.owner = owner;
      this.what = what;
      this.task = task;
      this.wait = wait;
    }

    void cancel() {
      cancelled = true;
    }
  }

  /** Somebody who waits. Gone on with once. */
  static final class Wait {
    private final @Nullable Process owner;
    private final boolean inUserCode;
    private @Nullable Strand strand;
    private boolean over;
    private boolean killed;
    private boolean interrupted;

    private Wait(@Nullable Process owner, boolean inUserCode) {
      this.owner = owner;
      this.inUserCode = inUserCode;
    }

    /** Whether a step or an undo waits, which is interrupted when its engine is closed. */
    boolean isInUserCode() {
      return inUserCode;
    }

    /** Whether it ended because the thread was interrupted. */
    boolean wasInterrupted() {
      return interrupted;
    }
  }

  /** Lets something happen after a delay; never if its process has ended by then. */
  Event after(long delayMillis, @Nullable Process owner, String what, Runnable task) {
    return add(delayMillis, owner, what, task, null);
  }

  private Event add(
      long delayMillis,
      @Nullable Process owner,
      String what,
      @Nullable Runnable task,
      @Nullable Wait wait) {
    long delay = Math.max(0, delayMillis);
    long at = now > Long.MAX_VALUE - delay ? Long.MAX_VALUE : now + delay;
    Event event = new Event(at, ties.nextInt(), ++numbers, owner, what, task, wait);
    queue.add(event);
    return event;
  }

  /** Brings back what a process could not do while it was frozen. */
  void again(List<Event> held) {
    for (Event event : held) {
      add(ties.nextInt(3), event.owner, event.what, event.task, event.wait);
    }
  }

  Wait newWait(@Nullable Process owner, boolean inUserCode) {
    return new Wait(owner, inUserCode);
  }

  /** Lets somebody go on after a delay, unless something else does so before. */
  Event resume(long delayMillis, Wait wait) {
    return add(delayMillis, wait.owner, "go on", null, wait);
  }

  /** Waits until the wait is resumed. */
  void await(Wait wait) {
    Strand me = (Strand) Thread.currentThread();
    if (stopping) {
      throw new ProcessKilled();
    }
    wait.strand = me;
    if (wait.owner != null) {
      wait.owner.waits(wait);
    }
    me.wait = wait;
    Strand next = idle.isEmpty() ? newStrand() : idle.pop();
    next.takeBaton();
    me.awaitBaton();
    me.wait = null;
    if (wait.killed || stopping) {
      throw new ProcessKilled();
    }
  }

  /** Whoever waits in a process goes on now, to find that the process is gone. */
  void kill(Wait wait) {
    wait.killed = true;
    add(0, null, "unwind", null, wait);
  }

  /** Somebody who waits is told to stop, where the wait allows it. */
  void interrupt(Wait wait) {
    wait.interrupted = true;
    resume(0, wait);
  }

  /** Nothing more happens after the event that happens now. */
  void stop() {
    queue.clear();
    stopping = true;
  }

  /**
   * Lets everything happen until {@link #stop}, or until nothing is left to happen.
   *
   * @throws IllegalStateException if something waits in real time
   */
  void run() {
    newStrand().takeBaton();
    awaitEnd();
    stopping = true;
    for (Strand strand : List.copyOf(strands)) {
      strand.takeBaton();
      strand.joinNow();
    }
  }

  /** What was thrown to nobody, and ended everything; {@code null} if nothing was. */
  @Nullable Throwable escaped() {
    return escaped;
  }

  private void awaitEnd() {
    try {
      while (!finished.await(1, TimeUnit.SECONDS)) {
        Strand stuck = running;
        boolean late = System.nanoTime() - lastEventAt > TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        if (late && stuck != null) {
          IllegalStateException failure =
              new IllegalStateException("An event waits in real time, at the place below");
          failure.setStackTrace(stuck.getStackTrace());
          throw failure;
        }
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("Interrupted", e);
    }
  }

  private Strand newStrand() {
    Strand strand = new Strand(strands.size() + 1);
    strands.add(strand);
    strand.start();
    return strand;
  }

  /** Done by whoever has the baton and has nothing else to do. */
  private void drive(Strand me) {
    while (!stopping) {
      Event event = queue.poll();
      if (event == null) {
        stop();
        break;
      }
      if (event.cancelled || event.owner != null && event.owner.keeps(event)) {
        continue;
      }
      now = event.at;
      happen(me, event);
    }
    finished.countDown();
  }

  private void happen(Strand me, Event event) {
    Wait wait = event.wait;
    try {
      if (wait == null || !wait.over) {
        begin(event);
      }
    } catch (IllegalStateException e) {
      escaped = e;
      stop();
      return;
    }
    if (wait != null) {
      if (!wait.over) {
        wait.over = true;
        if (wait.owner != null) {
          wait.owner.waitsNoMore(wait);
        }
        goOn(me, wait);
      }
      return;
    }
    try {
      if (event.task != null) {
        event.task.run();
      }
    } catch (ProcessKilled e) {
      // Its process is gone, and with it whoever would be told.
      trace.add(now, "killed in " + event.what);
    } catch (RuntimeException | Error e) {
      escaped = e;
      stop();
    }
  }

  private void begin(Event event) {
    events++;
    if (events > MAX_EVENTS) {
      throw new IllegalStateException("The world is too busy: " + event.what);
    }
    lastEventAt = System.nanoTime();
    if (trace.isDetailed()) {
      trace.add(now, (event.owner == null ? "-" : event.owner.toString()) + " " + event.what);
    } else {
      trace.mix(now, event.number);
    }
  }

  private void goOn(Strand me, Wait wait) {
    Strand strand = wait.strand;
    if (strand != null) {
      idle.push(me);
      strand.takeBaton();
      me.awaitBaton();
    }
  }

  /** A thread that carries an event, and everything after it until it has to wait. */
  private final class Strand extends Thread {

    private volatile boolean hasBaton;
    private @Nullable Wait wait;

    Strand(int number) {
      super("simulation-" + number);
      setDaemon(true);
    }

    @Override
    public void run() {
      awaitBaton();
      drive(this);
    }

    void takeBaton() {
      running = this;
      hasBaton = true;
      LockSupport.unpark(this);
    }

    void awaitBaton() {
      while (!hasBaton) {
        LockSupport.park(this);
      }
      hasBaton = false;
    }

    /** There is no real waiting to be interrupted. */
    @Override
    public void interrupt() {
      Wait now = wait;
      if (now != null) {
        Timeline.this.interrupt(now);
      }
    }

    void joinNow() {
      try {
        join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
      } catch (InterruptedException e) {
        throw new IllegalStateException("Interrupted", e);
      }
      if (isAlive()) {
        IllegalStateException stuck =
            new IllegalStateException("A thread does not end; it is at the place below");
        stuck.setStackTrace(getStackTrace());
        throw stuck;
      }
    }
  }
}
