package dev.skald.runtime.engine;

import dev.skald.runtime.spi.Environment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Timers, of which nearly all are taken back before their time: one for each call that must not
 * hang. So setting and taking back cost a few instructions under a lock that hardly two threads
 * share, wake no thread, and leave nothing behind. A task runs when its time has come, never
 * earlier, and late only by as much as the tasks before it take.
 *
 * <p>The scheme is the hashed timing wheel (Varghese and Lauck, "Hashed and Hierarchical Timing
 * Wheels", 1987), several of them side by side. No thread turns them step by step: the one thread
 * sleeps until the earliest timer.
 */
final class TimerWheel implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TimerWheel.class);

  /**
   * A slot holds what is due within about 8 ms, a wheel about 4 s, and what is due a turn later.
   */
  private static final int SLOT_BITS = 23;

  private static final int SLOTS = 1 << 9;
  private static final int MASK = SLOTS - 1;

  /** A power of two. */
  private static final int WHEELS = 16;

  /** Longer than anybody waits, and yet no overflow. */
  private static final long MAX_NANOS = Long.MAX_VALUE / 4;

  private final Wheel[] wheels = new Wheel[WHEELS];

  /** Differences to this are what is compared, because {@link System#nanoTime} may overflow. */
  private final long origin = System.nanoTime();

  private final Thread thread;

  /** Until when the thread sleeps if nobody wakes it. While it looks around, everybody does. */
  private volatile long sleepsUntil = Long.MAX_VALUE;

  private volatile boolean closed;

  TimerWheel(String name) {
    for (int i = 0; i < WHEELS; i++) {
      wheels[i] = new Wheel();
    }
    thread = Threads.named(name).newThread(this::runUntilClosed);
    thread.start();
  }

  /** Runs a short task once the time is over, on the one thread for all; never once closed. */
  Environment.Timer schedule(long millis, Runnable task) {
    long delay = Math.min(MAX_NANOS, TimeUnit.MILLISECONDS.toNanos(Math.max(0, millis)));
    Entry entry = new Entry(wheel(), now() + delay, task);
    entry.wheel.add(entry);
    // The thread says until when it sleeps before it looks for the last time: one of both sees the
    // other.
    if (entry.dueAt < sleepsUntil) {
      LockSupport.unpark(thread);
    }
    return entry;
  }

  /** That of the current thread: those that set many timers at a time hardly meet in one. */
  private Wheel wheel() {
    int hash = System.identityHashCode(Thread.currentThread());
    return wheels[(hash ^ (hash >>> 8)) & (WHEELS - 1)];
  }

  private long now() {
    return System.nanoTime() - origin;
  }

  private void runUntilClosed() {
    List<Entry> due = new ArrayList<>();
    while (!closed) {
      sleepsUntil = Long.MAX_VALUE;
      long next = Long.MAX_VALUE;
      long now = now();
      for (Wheel wheel : wheels) {
        next = Math.min(next, wheel.turn(now, due));
      }
      if (due.isEmpty()) {
        sleepsUntil = next;
        sleep(next);
      } else {
        due.sort((one, other) -> Long.compare(one.dueAt, other.dueAt));
        due.forEach(this::run);
        due.clear();
      }
    }
  }

  private void sleep(long until) {
    if (until == Long.MAX_VALUE) {
      LockSupport.park(this);
    } else {
      LockSupport.parkNanos(this, Math.max(1, until - now()));
    }
    // Nobody interrupts this thread on purpose, and a flag left set would keep it awake for ever.
    if (Thread.interrupted()) {
      LOG.debug("The thread for timers was interrupted, and goes on");
    }
  }

  private void run(Entry entry) {
    try {
      if (!closed && !entry.cancelled) {
        entry.task.run();
      }
    } catch (RuntimeException | Error e) {
      LOG.error("A timer's task failed; the others go on", e);
    }
  }

  /** Runs nothing more; a task that runs goes on. */
  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }

  /** Slots in a circle, each with a list that is linked both ways. */
  static final class Wheel {

    private final @Nullable Entry[] slots = new @Nullable Entry[SLOTS];
    private int size;

    /** The slot of the last turn, counted on and on. */
    private long turnedTo;

    synchronized void add(Entry entry) {
      // What is due by now must not go into a slot that the next turn has behind it.
      int slot = (int) Math.max(turnedTo, entry.dueAt >> SLOT_BITS) & MASK;
      Entry first = slots[slot];
      entry.slot = slot;
      entry.next = first;
      if (first != null) {
        first.previous = entry;
      }
      slots[slot] = entry;
      size++;
    }

    synchronized void remove(Entry entry) {
      if (entry.slot != Entry.NOWHERE) {
        unlink(entry);
      }
    }

    private void unlink(Entry entry) {
      Entry next = entry.next;
      Entry previous = entry.previous;
      if (previous == null) {
        slots[entry.slot] = next;
      } else {
        previous.next = next;
      }
      if (next != null) {
        next.previous = previous;
      }
      entry.next = null;
      entry.previous = null;
      entry.slot = Entry.NOWHERE;
      size--;
    }

    /** Takes out what is due; answers when the next is, as far as it is in this turn. */
    synchronized long turn(long now, List<Entry> due) {
      long to = now >> SLOT_BITS;
      long from = Math.max(turnedTo, to - SLOTS + 1);
      for (long at = from; at <= to && size > 0; at++) {
        takeDue((int) at & MASK, now, due);
      }
      turnedTo = to;
      return size == 0 ? Long.MAX_VALUE : next(to);
    }

    private void takeDue(int slot, long now, List<Entry> due) {
      Entry entry = slots[slot];
      while (entry != null) {
        Entry next = entry.next;
        if (entry.dueAt <= now) {
          unlink(entry);
          due.add(entry);
        }
        entry = next;
      }
    }

    synchronized int size() {
      return size;
    }

    /** The earliest of the first slot that has one of this turn; else the end of the turn. */
    private long next(long from) {
      for (long at = from; at < from + SLOTS; at++) {
        long end = (at + 1) << SLOT_BITS;
        long earliest = end;
        for (Entry entry = slots[(int) at & MASK]; entry != null; entry = entry.next) {
          earliest = Math.min(earliest, entry.dueAt);
        }
        if (earliest < end) {
          return earliest;
        }
      }
      return (from + SLOTS) << SLOT_BITS;
    }
  }

  /** A timer that is set. */
  static final class Entry implements Environment.Timer {

    private static final int NOWHERE = -1;

    private final Wheel wheel;
    private final long dueAt;
    private final Runnable task;
    private volatile boolean cancelled;

    private int slot = NOWHERE;
    private @Nullable Entry next;
    private @Nullable Entry previous;

    Entry(Wheel wheel, long dueAt, Runnable task) {
      this.wheel = wheel;
      this.dueAt = dueAt;
      this.task = task;
    }

    @Override
    public void cancel() {
      cancelled = true;
      wheel.remove(this);
    }
  }
}
