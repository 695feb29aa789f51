package dev.skald.runtime.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A few connections for everything but flushes; opened when first needed. */
final class Pool implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PostgresJournal.class);

  private final Connections connections;
  private final int most;
  private final Semaphore permits;
  private final ConcurrentLinkedDeque<Connection> idle = new ConcurrentLinkedDeque<>();
  private volatile boolean closed;

  Pool(Connections connections, int most) {
    this.connections = connections;
    this.most = most;
    this.permits = new Semaphore(most, true);
  }

  /**
   * Does something; once more, if an idle connection turns out to be dead, as after a restart of
   * the server: so it must not matter if it is done twice. Waits, uninterruptibly, while all
   * connections are in use.
   */
  <T> T use(String what, Work<T> work) {
    permits.acquireUninterruptibly();
    try {
      if (closed) {
        throw Errors.closed(connections.place());
      }
      return runOnAny(work);
    } catch (SQLException e) {
      throw Errors.failed(connections.place(), what, e);
    } finally {
      permits.release();
    }
  }

  <T> T read(Work<T> work) {
    return use("Reading", work);
  }

  private <T> T runOnAny(Work<T> work) throws SQLException {
    Connection idling = idle.pollFirst();
    if (idling != null) {
      try {
        return run(idling, work);
      } catch (SQLException e) {
        if (!Errors.mayBeDurable(e)) {
          throw e;
        }
        LOG.debug("An idle connection to the journal {} was dead", connections.place(), e);
      }
    }
    return run(connections.open(), work);
  }

  private <T> T run(Connection connection, Work<T> work) throws SQLException {
    try {
      T result = work.run(connection);
      idle.addFirst(connection);
      return result;
    } catch (SQLException | RuntimeException e) {
      Connections.closeAfter(connection, e);
      throw e;
    }
  }

  /** Waits for work under way. */
  @Override
  public void close() {
    closed = true;
    permits.acquireUninterruptibly(most);
    try {
      for (Connection open = idle.poll(); open != null; open = idle.poll()) {
        giveBack(open);
      }
    } finally {
      permits.release(most);
    }
  }

  private void giveBack(Connection open) {
    try {
      connections.giveBack(open);
    } catch (SQLException e) {
      // Every statement was durable by itself: nothing is lost.
      LOG.debug("A connection to the journal {} did not close", connections.place(), e);
    }
  }

  /** What is done with a connection. */
  @FunctionalInterface
  interface Work<T> {
    T run(Connection connection) throws SQLException;
  }
}
