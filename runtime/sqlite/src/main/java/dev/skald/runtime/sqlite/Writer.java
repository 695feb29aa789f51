package dev.skald.runtime.sqlite;

import dev.skald.runtime.JournalException;
import dev.skald.runtime.journal.RunHeader;
import dev.skald.runtime.spi.JournalWrite;
import dev.skald.runtime.spi.JournalWrite.Append;
import dev.skald.runtime.spi.UnknownCommitException;
import dev.skald.runtime.spi.WriteResult;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything that changes the file, one transaction at a time. Waits for its turn uninterruptibly;
 * SQLite itself takes no notice of interrupts. Whoever asked first has the turn first, so that
 * neither batches nor users' transactions keep the others waiting for ever.
 */
final class Writer {

  private static final Logger LOG = LoggerFactory.getLogger(SqliteJournal.class);
  private static final String WRITING = "Writing to";

  /** Owned by no thread: a user's transaction may be ended by another one than began it. */
  private final Semaphore turn = new Semaphore(1, true);

  private final Connections connections;
  private final long epoch;
  private final long lastNumber;
  private final Batch batch;

  /** {@code null} after an error, until the next attempt. */
  private @Nullable Session session;

  /** A commit failed, and its pages may still stand in the write-ahead log. */
  private volatile boolean unsettled;

  /** The user's transaction that has the turn. */
  private volatile @Nullable SqliteTransaction open;

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
    return inTurn(() -> transact(WRITING, session -> batch.write(session, parts)));
  }

  List<RunHeader> claim(Claims claims, String saga, int limit) {
    return inTurn(
        () -> {
          Claims.Page page =
              transact("Claiming runs of", session -> claims.claim(session, saga, limit));
          claims.done(page);
          return page.runs();
        });
  }

  Optional<RunHeader> claim(Claims claims, UUID run) {
    return inTurn(
        () -> {
          Claims.One claim = transact("Claiming a run of", session -> claims.claim(session, run));
          claims.done(claim);
          return Optional.ofNullable(claim.run());
        });
  }

  /** Removes runs that are still over; answers how many. */
  int purge(List<Long> runs, long before) {
    return inTurn(
        () ->
            transact(
                "Purging",
                session -> {
                  List<UUID> gone = Purge.remove(session, runs, before);
                  gone.forEach(batch::forget);
                  return gone.size();
                }));
  }

  /** Has the places of a run that may have ended removed with a later batch. */
  void clearLater(UUID run) {
    batch.clearLater(run);
  }

  /** Sees to it that readers see what would also be seen after a crash. */
  void settle() {
    if (!unsettled) {
      checkOpen();
      return;
    }
    inTurn(this::session);
  }

  /** Begins a user's transaction, which has the turn until it is ended. */
  SqliteTransaction begin() {
    SqliteTransaction begun = beginInTurn();
    // Whoever closes either finds it there, or has said before that it is closed.
    if (closed) {
      begun.close();
      throw Errors.closed(file());
    }
    return begun;
  }

  private SqliteTransaction beginInTurn() {
    turn.acquireUninterruptibly();
    boolean begun = false;
    try {
      Session now = session();
      SqliteTransaction next = new SqliteTransaction(this, now, share(now));
      open = next;
      begun = true;
      return next;
    } finally {
      if (!begun) {
        turn.release();
      }
    }
  }

  private SharedConnection share(Session now) {
    try {
      return now.share();
    } catch (SQLException e) {
      discard(e);
      throw Errors.failed(file(), "Beginning a transaction in", e);
    }
  }

  /** Ends a user's transaction together with a run's part: both become durable, or neither. */
  WriteResult commit(Session at, SharedConnection user, Append part) {
    boolean durable = false;
    try {
      if (!user.isWhole()) {
        throw Errors.lost(file());
      }
      WriteResult result = run(at, WRITING, now -> batch.write(now, List.of(part)).get(0));
      if (result == WriteResult.DURABLE) {
        commit(at, WRITING);
        durable = true;
      }
      return result;
    } finally {
      end(at, user, durable);
    }
  }

  /** Ends a user's transaction, and everything is as it was. */
  void rollback(Session at, SharedConnection user) {
    end(at, user, false);
  }

  private void end(Session at, SharedConnection user, boolean durable) {
    try {
      if (at == session) {
        if (user.leavesTraces() || !user.isWhole()) {
          discard(null);
        } else if (!durable) {
          at.rollback();
        }
      }
    } catch (SQLException e) {
      discard(e);
      LOG.info("A transaction in the journal {} was given up with its connection", file(), e);
    } finally {
      open = null;
      turn.release();
    }
  }

  private <T> T inTurn(Supplier<T> work) {
    turn.acquireUninterruptibly();
    try {
      return work.get();
    } finally {
      turn.release();
    }
  }

  private <T> T transact(String what, Work<T> work) {
    Session now = session();
    T result = run(now, what, work);
    commit(now, what);
    return result;
  }

  private <T> T run(Session now, String what, Work<T> work) {
    try {
      return work.run(now);
    } catch (SQLException e) {
      discard(e);
      throw Errors.failed(file(), what, e);
    } catch (RuntimeException e) {
      discard(e);
      throw e;
    }
  }

  /** Returns if the transaction is durable, throws otherwise. */
  private void commit(Session now, String what) {
    try {
      now.commit();
    } catch (SQLException e) {
      afterFailedCommit(now.last(), what, e);
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
  private void discard(@Nullable Exception cause) {
    batch.forget();
    Session broken = session;
    session = null;
    if (broken == null) {
      return;
    }
    try {
      broken.close();
    } catch (SQLException e) {
      if (cause == null) {
        LOG.warn("A connection to the journal {} did not close", file(), e);
      } else {
        cause.addSuppressed(e);
      }
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

  /**
   * Gives up a user's transaction that is open, and waits for a commit under way; what still waits
   * for its turn is refused. False if it was closed before.
   */
  boolean close() {
    synchronized (this) {
      if (closed) {
        return false;
      }
      closed = true;
    }
    SqliteTransaction user = open;
    if (user != null) {
      user.close();
    }
    turn.acquireUninterruptibly();
    try {
      Session last = session;
      session = null;
      if (last != null) {
        last.close();
      }
    } catch (SQLException e) {
      // Every commit was durable by itself: nothing is lost, and the lock must be released.
      LOG.warn("The connection to the journal {} did not close", file(), e);
    } finally {
      turn.release();
    }
    return true;
  }

  /** What is done in a transaction. */
  @FunctionalInterface
  private interface Work<T> {
    T run(Session session) throws SQLException;
  }
}
