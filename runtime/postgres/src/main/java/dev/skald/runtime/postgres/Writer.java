package dev.skald.runtime.postgres;

import dev.skald.runtime.JournalException;
import dev.skald.runtime.journal.JournalRecord;
import dev.skald.runtime.postgres.KnownRuns.Known;
import dev.skald.runtime.postgres.Tenure.Hold;
import dev.skald.runtime.spi.JournalWrite;
import dev.skald.runtime.spi.JournalWrite.Append;
import dev.skald.runtime.spi.UnknownCommitException;
import dev.skald.runtime.spi.WriteResult;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything that is written to runs, one batch at a time, over one connection. Waits for its turn
 * uninterruptibly.
 *
 * <p>Where the connection breaks while a statement is under way, a new one first takes a turn in
 * each of the node's shards: that waits for the old statement if it still runs, and refuses it if
 * it has yet to come. Then what stands in the journal tells what became of it.
 */
final class Writer {

  private static final Logger LOG = LoggerFactory.getLogger(PostgresJournal.class);
  private static final String WRITING = "Writing to";

  /** How often a batch is sent, each time over a new connection. */
  private static final int MOST_TRIES = 3;

  private final Semaphore turn = new Semaphore(1, true);
  private final Connections connections;
  private final Tenure tenure;
  private final KnownRuns known = new KnownRuns();

  /** {@code null} after an error, until the next attempt. */
  private @Nullable Session session;

  /** Something may still be under way that a former connection has brought. */
  private volatile boolean unsettled;

  private volatile boolean closed;

  Writer(Connections connections, Tenure tenure) {
    this.connections = connections;
    this.tenure = tenure;
  }

  List<WriteResult> commit(List<JournalWrite> parts) {
    turn.acquireUninterruptibly();
    try {
      return write(new Batch(connections.place(), tenure, known, parts));
    } finally {
      turn.release();
    }
  }

  private List<WriteResult> write(Batch batch) {
    SQLException failure = null;
    boolean again = true;
    for (int tries = 0; again && tries < MOST_TRIES; tries++) {
      again = false; // where no session can be had at all, that may take long
      try {
        Session now = session();
        again = true;
        List<WriteResult> results = batch.write(now);
        if (failure != null) {
          LOG.warn(
              "A batch got into the journal {} only after a failure: {}",
              connections.place(),
              failure.getMessage());
        }
        return results;
      } catch (SQLException e) {
        if (failure != null) {
          e.addSuppressed(failure);
        }
        failure = e;
        again &= prepareForAnother(batch, e);
      } catch (RuntimeException e) {
        known.clear();
        discard(e);
        throw e;
      }
    }
    known.clear();
    throw given(batch, failure);
  }

  /** After a failure; answers whether another try may help. */
  private boolean prepareForAnother(Batch batch, SQLException e) {
    if (Errors.isDouble(e)) {
      batch.beginAgain();
      return true;
    }
    if (Errors.mayBeDurable(e)) {
      discard(e);
      return true;
    }
    // The server has said that it undid the statement: the connection can be used on.
    batch.undone();
    return false;
  }

  private JournalException given(Batch batch, @Nullable SQLException failure) {
    SQLException cause = failure == null ? new SQLException("It was not tried") : failure;
    if (!batch.mayBeDurable()) {
      return Errors.failed(connections.place(), WRITING, cause);
    }
    unsettled = true;
    return unknown(cause);
  }

  /** Sees to it that what is read from now on is not changed by what a former connection brings. */
  void settle() {
    if (!unsettled) {
      checkOpen();
      return;
    }
    turn.acquireUninterruptibly();
    try {
      session();
    } catch (SQLException e) {
      discard(e);
      throw Errors.failed(connections.place(), "Going on with", e);
    } finally {
      turn.release();
    }
  }

  /** Removes runs that are still over; answers how many. */
  int purge(List<UUID> runs, long before) {
    turn.acquireUninterruptibly();
    try {
      runs.forEach(known::remove);
      return Purge.remove(session().connection(), tenure, runs, before);
    } catch (SQLException e) {
      if (Errors.mayBeDurable(e)) {
        discard(e);
      }
      throw Errors.failed(connections.place(), "Purging", e);
    } finally {
      turn.release();
    }
  }

  /** Ends a user's transaction together with a run's part: both become durable, or neither. */
  WriteResult commit(PostgresTransaction transaction, Append part) {
    turn.acquireUninterruptibly();
    try {
      checkOpen();
      known.remove(part.run());
      WriteResult result = transaction.write(tenure, known, part);
      if (result != WriteResult.DURABLE) {
        known.remove(part.run());
      }
      return result;
    } catch (SQLException e) {
      known.remove(part.run());
      return afterFailedTransaction(part, e);
    } finally {
      turn.release();
    }
  }

  /**
   * Returns if the transaction turns out to be durable, throws otherwise. It held the shard's row,
   * so whoever takes a turn there waits for its end.
   */
  private WriteResult afterFailedTransaction(Append part, SQLException failure) {
    if (!Errors.mayBeDurable(failure)) {
      throw Errors.failed(connections.place(), WRITING, failure);
    }
    unsettled = true;
    Known found;
    try {
      found = session().lookUp(List.of(part.run())).get(part.run());
    } catch (SQLException e) {
      discard(e);
      failure.addSuppressed(e);
      throw unknown(failure);
    }
    List<JournalRecord> records = part.records();
    boolean tells = found != null && tenure.epoch(found.shard()) == part.epoch();
    if (records.isEmpty() || found == null || !tells) {
      throw unknown(failure); // nothing to look for, or another owner may have written it
    }
    if (found.next() <= records.get(records.size() - 1).seq()) {
      throw Errors.failed(connections.place(), WRITING, failure);
    }
    LOG.warn(
        "A transaction in the journal {} failed, and yet it is durable: {}",
        connections.place(),
        failure.getMessage());
    return WriteResult.DURABLE;
  }

  private UnknownCommitException unknown(SQLException cause) {
    return new UnknownCommitException(
        Errors.text(connections.place(), WRITING, cause)
            + ". It is not known what became of the last transaction",
        cause);
  }

  private Session session() throws SQLException {
    checkOpen();
    Session now = session;
    if (now != null && !unsettled) {
      return now;
    }
    if (now == null) {
      Connection connection = connections.open();
      now = new Session(connection);
      session = now;
    }
    UUID node = tenure.node();
    Map<Integer, Hold> before = tenure.holds();
    tenure.turned(node, before, now.takeTurns(node));
    unsettled = false;
    return now;
  }

  private void discard(Exception cause) {
    Session broken = session;
    session = null;
    if (broken != null) {
      Connections.closeAfter(broken.connection(), cause);
    }
  }

  boolean isClosed() {
    return closed;
  }

  void checkOpen() {
    if (closed) {
      throw Errors.closed(connections.place());
    }
  }

  /** False if it was closed before. */
  synchronized boolean beginClosing() {
    boolean first = !closed;
    closed = true;
    return first;
  }

  /** Waits for a commit under way; what still waits for its turn is refused. */
  void close() {
    turn.acquireUninterruptibly();
    try {
      Session last = session;
      session = null;
      if (last != null) {
        connections.giveBack(last.connection());
      }
    } catch (SQLException e) {
      // Every commit was durable by itself: nothing is lost.
      LOG.debug("The connection to the journal {} did not close", connections.place(), e);
    } finally {
      turn.release();
    }
  }
}
