package dev.skald.runtime.engine;

import dev.skald.runtime.JournalException;
import dev.skald.runtime.spi.Environment;
import dev.skald.runtime.spi.JournalStore;
import dev.skald.runtime.spi.JournalWrite;
import dev.skald.runtime.spi.UnknownCommitException;
import dev.skald.runtime.spi.WriteResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes writes durable, many in one transaction: what queued while the last flush ran goes out in
 * the next. There is no timer; in an idle system a write is committed at once, by the thread that
 * brings it if that may be used. Writes are committed in the order in which they were submitted,
 * and answered in that order.
 *
 * <p>The scheme is the group commit of database systems (Gawlick and Kinkade, "Varieties of
 * Concurrency Control in IMS/VS Fast Path", 1985).
 */
final class Committer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Committer.class);
  private static final String CLOSED = "The engine is closed: the run goes on in the next one";
  private static final int MAX_RECORDS = 256;
  private static final int MAX_BYTES = 1 << 20;

  /** More than it takes to find one write in the largest batch. */
  private static final int ENOUGH_FAILURES = 16;

  private final Environment environment;
  private final JournalStore store;
  private final boolean atOnce;
  private final int maxQueued;
  private final Queue<Ticket> queue = new ConcurrentLinkedQueue<>();
  private final AtomicInteger queued = new AtomicInteger();
  private final AtomicBoolean flushing = new AtomicBoolean();
  private final Environment.Helper flusher;

  /** Completed at the end of a flush that whoever closes waits for. */
  private volatile @Nullable CompletableFuture<Void> released;

  private volatile boolean closed;
  private volatile boolean ended;

  Committer(Environment environment, JournalStore store, int maxQueued) {
    this.environment = environment;
    this.store = store;
    this.atOnce = store.commitsAtOnce();
    this.maxQueued = maxQueued;
    this.flusher = environment.helper("skald-committer", this::flush);
  }

  /** Whether so much is queued that nothing new should be begun. */
  boolean isOverloaded() {
    return queued.get() >= maxQueued;
  }

  /** Whether nothing is queued and nothing under way, answers included. */
  boolean isIdle() {
    return queued.get() == 0 && !flushing.get();
  }

  /**
   * Queues a write. Its ticket is answered when it is durable, or known not to be.
   *
   * @param mayCommitHere whether the current thread may be used to commit: it must not be one that
   *     user code could interrupt or that must not block
   */
  void submit(Ticket ticket, boolean mayCommitHere) {
    if (closed) {
      ticket.failed(new JournalException(CLOSED));
      return;
    }
    if (atOnce) {
      submitAtOnce(ticket);
      return;
    }
    queue.add(ticket);
    queued.incrementAndGet();
    if (mayCommitHere && flushing.compareAndSet(false, true)) {
      flushAndRelease();
      // A flusher that was woken meanwhile found the flush taken and sleeps again.
      if (!queue.isEmpty()) {
        flusher.wake();
      }
    } else if (!flushing.get()) {
      flusher.wake();
    }
    if (ended) {
      refuseQueued();
    }
  }

  private void submitAtOnce(Ticket ticket) {
    WriteResult result;
    try {
      result = commitAtOnce(ticket.write());
    } catch (JournalException e) {
      ticket.failed(e);
      return;
    }
    ticket.committed(result);
  }

  /** Whether writes wait for nothing, so that each is committed by whoever brings it. */
  boolean isAtOnce() {
    return atOnce;
  }

  /**
   * Commits one write on the current thread, if {@link #isAtOnce}.
   *
   * @throws JournalException if it is not durable, or (by its type) not known to be
   */
  WriteResult commitAtOnce(JournalWrite write) {
    if (closed) {
      throw new JournalException(CLOSED);
    }
    return commitNow(List.of(write)).get(0);
  }

  private void refuseQueued() {
    for (Ticket late = queue.poll(); late != null; late = queue.poll()) {
      Ticket refused = late;
      answer(() -> refused.failed(new JournalException(CLOSED)));
    }
  }

  private void flushAndRelease() {
    try {
      flushOnce();
    } finally {
      flushing.set(false);
      CompletableFuture<Void> awaited = released;
      if (awaited != null) {
        awaited.complete(null);
      }
    }
  }

  /** Until there is nothing to do, or somebody else does it, who wakes the flusher if need be. */
  private void flush() {
    while (!queue.isEmpty() && flushing.compareAndSet(false, true)) {
      flushAndRelease();
    }
  }

  private void flushOnce() {
    List<Ticket> batch = new ArrayList<>();
    int records = 0;
    int bytes = 0;
    for (Ticket next = queue.peek(); next != null; next = queue.peek()) {
      records += Math.max(1, next.write().records().size());
      bytes += next.size();
      if (!batch.isEmpty() && (records > MAX_RECORDS || bytes > MAX_BYTES)) {
        break;
      }
      batch.add(queue.remove());
      queued.decrementAndGet();
    }
    if (!batch.isEmpty()) {
      commit(batch, 0);
    }
  }

  /**
   * One write that the store chokes on must not take others with it: it is found by bisection, in
   * the order of the batch. A store that does nothing but fail is not asked once for each write.
   *
   * @param failures how many attempts have failed since one last succeeded
   * @return the same after this one
   */
  private int commit(List<Ticket> batch, int failures) {
    try {
      commitTogether(batch);
      return 0;
    } catch (UnknownCommitException e) {
      batch.forEach(ticket -> answer(() -> ticket.failed(e)));
      return failures + 1;
    } catch (JournalException e) {
      if (batch.size() == 1 || failures >= ENOUGH_FAILURES) {
        LOG.warn("The journal refuses {} writes", batch.size(), e);
        batch.forEach(ticket -> answer(() -> ticket.failed(e)));
        return failures + 1;
      }
      int middle = batch.size() / 2;
      int more = commit(batch.subList(0, middle), failures + 1);
      return commit(batch.subList(middle, batch.size()), more);
    }
  }

  private void commitTogether(List<Ticket> batch) {
    List<JournalWrite> writes = new ArrayList<>(batch.size());
    for (Ticket ticket : batch) {
      writes.add(ticket.write());
    }
    List<WriteResult> results = commitNow(writes);
    for (int i = 0; i < batch.size(); i++) {
      Ticket ticket = batch.get(i);
      WriteResult result = results.get(i);
      answer(() -> ticket.committed(result));
    }
  }

  private List<WriteResult> commitNow(List<JournalWrite> writes) {
    try {
      List<WriteResult> results = store.commit(writes);
      if (results.size() != writes.size()) {
        throw new IllegalStateException(
            results.size() + " results for " + writes.size() + " writes");
      }
      return results;
    } catch (JournalException e) {
      throw e;
    } catch (RuntimeException | Error e) {
      throw new UnknownCommitException(
          "The journal store failed in a way it should not, so the batch may or may not be durable",
          e);
    }
  }

  /** Waits for a flush on a caller's thread; there is none after it. */
  private void endFlushing() {
    while (!flushing.compareAndSet(false, true)) {
      CompletableFuture<Void> next = new CompletableFuture<>();
      released = next;
      if (flushing.get()) {
        environment.await(next);
      }
    }
  }

  /** What is done with an answer must not stop the others from getting theirs. */
  private static void answer(Runnable answering) {
    try {
      answering.run();
    } catch (RuntimeException | Error e) {
      LOG.error("An answer of the journal could not be taken", e);
    }
  }

  /** Commits what is queued, and takes nothing more. Idempotent; waits on the calling thread. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    flusher.close();
    endFlushing();
    while (!queue.isEmpty()) {
      flushOnce();
    }
    // Whoever saw the committer open and queues only now refuses that itself.
    ended = true;
    refuseQueued();
  }

  /** A write on its way. Answered once, on the committing thread, which must not be held up. */
  interface Ticket {

    JournalWrite write();

    /** About how many bytes the write has. */
    default int size() {
      int bytes = 0;
      for (var next : write().records()) {
        bytes += next.size();
      }
      return bytes;
    }

    void committed(WriteResult result);

    /** Nothing of it is durable, or (by type of the exception) it is not known. */
    void failed(JournalException failure);
  }
}
