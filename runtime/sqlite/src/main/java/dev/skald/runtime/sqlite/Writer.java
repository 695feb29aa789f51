package dev.skald.runtime.sqlite;

import dev.skald.runtime.JournalException;
import dev.skald.runtime.journal.RunHeader;
import dev.skald.runtime.spi.JournalWrite;
import dev.skald.runtime.spi.UnknownCommitException;
import dev.skald.runtime.spi.WriteResult;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything that changes the file, one transaction at a time. Waits for its turn uninterruptibly;
 * SQLite itself takes no notice of interrupts.
 */
final class Writer {

  private static final Logger LOG = LoggerFactory.getLogger(SqliteJournal.class);

  private final ReentrantLock turn = new ReentrantLock();
  private final Connections connections;
  private final long epoch;
  private final long lastNumber;
  private final Batch batch;

  /** {@code null} after an error, until the next attempt. */
  private @Nullable Session session;

  /** A commit failed, and its pages may still stand in the write-ahead log. */
  private volatile boolean unsettled;

  private volatile boolean closed;

  Writer(Connections connections) throws SQLException {
    this.connections = connections;
    Session first = Session.open(connections);
    try {
      lastNumber = first.lastNumber();
      epoch = first.nextEpoch();
    } catch (SQLException e) {
      Connections.closeAfter(first, e);
      throw e;
    }
    session = first;
    batch = new Batch(epoch, lastNumber);
  }

  long epoch() {
    return epoch;
  }

  /** The number of the last run that was there when the journal was opened. */
  long lastNumber() {
    return lastNumber;
  }

  List<WriteResult> commit(List<JournalWrite> parts) {
    return transaction("Writing to", session -> batch.write(session, parts));
  }

  List<RunHeader> claim(Claims claims, String saga, int limit) {
    turn.lock();
    try {
      Claims.Page page =
          transaction("Claiming runs of", session -> claims.claim(session, saga, limit));
      claims.done(page);
      return page.runs();
    } finally {
      turn.unlock();
    }
  }

  /** Sees to it that readers see what would also be seen after a crash. */
  void settle() {
    if (!unsettled) {
      checkOpen();
      return;
    }
    turn.lock();
    try {
      session();
    } finally {
      turn.unlock();
    }
  }

  private <T> T transaction(String what, Work<T> work) {
    turn.lock();
    try {
      Session now = session();
      T result;
      try {
        result = work.run(now);
      } catch (SQLException e) {
        discard(e);
        throw Errors.failed(file(), what, e);
      } catch (RuntimeException e) {
        discard(e);
        throw e;
      }
      try {
        now.commit();
      } catch (SQLException e) {
        afterFailedCommit(now.last(), what, e);
      }
      return result;
    } finally {
      turn.unlock();
    }
  }

  /** Returns if the transaction turns out to be durable, throws otherwise. */
  private void afterFailedCommit(Session.@Nullable Place last, String what, SQLException failure) {
    discard(failure);
    unsettled = true;
    boolean durable;
    try {
      Session fresh = session();
      if (last == null) {
        throw unknown(what, failure); // nothing to look for
      }
      durable = fresh.holds(last);
    } catch (UnknownCommitException e) {
      throw e;
    } catch (SQLException | JournalException e) {
      failure.addSuppressed(e);
      throw unknown(what, failure);
    }
    if (!durable) {
      throw Errors.failed(file(), what, failure);
    }
    LOG.warn("A commit to the journal {} failed, and yet it is durable", file(), failure);
  }

  private UnknownCommitException unknown(String what, SQLException e) {
    return new UnknownCommitException(
        Errors.text(file(), what, e) + ". It is not known what became of the last transaction", e);
  }

  private Session session() {
    checkOpen();
    Session now = session;
    try {
      if (now == null) {
        now = Session.open(connections);
        session = now;
        LOG.info("Connected to the journal {} again", file());
      }
      if (unsettled) {
        now.settle();
        unsettled = false;
      }
      return now;
    } catch (SQLException e) {
      discard(e);
      throw Errors.failed(file(), "Going on with", e);
    }
  }

  /** Closing rolls back. */
  private void discard(Exception cause) {
    batch.forget();
    Session broken = session;
    session = null;
    if (broken != null) {
      Connections.closeAfter(broken, cause);
    }
  }

  private void checkOpen() {
    if (closed) {
      throw Errors.closed(file());
    }
  }

  private Path file() {
    return connections.file();
  }

  /** Waits for a transaction under way; false if it was closed before. */
  boolean close() {
    turn.lock();
    try {
      if (closed) {
        return false;
      }
      closed = true;
      Session last = session;
      session = null;
      if (last != null) {
        last.close();
      }
      return true;
    } catch (SQLException e) {
      // Every commit was durable by itself: nothing is lost, and the lock must be released.
      LOG.warn("The connection to the journal {} did not close", file(), e);
      return true;
    } finally {
      turn.unlock();
    }
  }

  /** What is done in a transaction. */
  @FunctionalInterface
  private interface Work<T> {
    T run(Session session) throws SQLException;
  }
}
