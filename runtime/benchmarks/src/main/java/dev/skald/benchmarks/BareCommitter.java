package dev.skald.benchmarks;

import dev.skald.runtime.JournalException;
import dev.skald.runtime.spi.JournalStore;
import dev.skald.runtime.spi.JournalWrite;
import dev.skald.runtime.spi.WriteResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * The least that makes writes of many callers durable together: a queue, one thread that commits
 * what is queued, and callers that park until theirs is durable. A lone caller commits itself.
 */
final class BareCommitter implements AutoCloseable {

  private static final int MOST_WRITES = 256;

  private final JournalStore store;
  private final boolean alone;
  private final Queue<Ticket> queue = new ConcurrentLinkedQueue<>();
  private final Thread flusher = new Thread(this::flushUntilClosed, "bare-committer");
  private volatile boolean sleeping;
  private volatile boolean closed;

  /**
   * Starts.
   *
   * @param store where writes go
   * @param alone whether there is one caller only
   */
  BareCommitter(JournalStore store, boolean alone) {
    this.store = store;
    this.alone = alone;
    flusher.setDaemon(true);
    flusher.start();
  }

  /** Returns when the write is durable. */
  void commit(JournalWrite write) {
    if (alone) {
      requireDurable(store.commit(List.of(write)).get(0));
      return;
    }
    Ticket ticket = new Ticket(write, Thread.currentThread());
    queue.add(ticket);
    if (sleeping) {
      LockSupport.unpark(flusher);
    }
    while (ticket.result == null) {
      LockSupport.park(this);
    }
    requireDurable(ticket.result);
  }

  private static void requireDurable(WriteResult result) {
    if (result != WriteResult.DURABLE) {
      throw new JournalException("The write was answered " + result);
    }
  }

  private void flushUntilClosed() {
    while (!closed) {
      if (!queue.isEmpty()) {
        flush();
      } else {
        sleeping = true;
        if (queue.isEmpty() && !closed) {
          LockSupport.park(this);
        }
        sleeping = false;
      }
    }
  }

  private void flush() {
    List<Ticket> tickets = new ArrayList<>();
    List<JournalWrite> writes = new ArrayList<>();
    for (Ticket next = queue.poll(); next != null; next = queue.poll()) {
      tickets.add(next);
      writes.add(next.write);
      if (writes.size() == MOST_WRITES) {
        break;
      }
    }
    List<WriteResult> results = store.commit(writes);
    for (int i = 0; i < results.size(); i++) {
      Ticket ticket = tickets.get(i);
      ticket.result = results.get(i);
      LockSupport.unpark(ticket.waiter);
    }
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(flusher);
    try {
      flusher.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    store.close();
  }

  private static final class Ticket {
    private final JournalWrite write;
    private final Thread waiter;
    private volatile WriteResult result;

    Ticket(JournalWrite write, Thread waiter) {
      this.write = write;
      this.waiter = waiter;
    }
  }
}
