package dev.skald.runtime.sqlite;

import java.sql.SQLException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;

/** A few connections that read while the writer writes; opened when first needed. */
final class Readers implements AutoCloseable {

  private static final int MOST = 4;

  private final Connections connections;
  private final Semaphore permits = new Semaphore(MOST, true);
  private final ConcurrentLinkedDeque<Reader> idle = new ConcurrentLinkedDeque<>();
  private volatile boolean closed;

  Readers(Connections connections) {
    this.connections = connections;
  }

  /** Runs a query; waits, uninterruptibly, while all connections are in use. */
  <T> T use(Query<T> query) throws SQLException {
    permits.acquireUninterruptibly();
    try {
      if (closed) {
        throw Errors.closed(connections.file());
      }
      Reader idling = idle.pollFirst();
      Reader reader = idling == null ? new Reader(connections.reader()) : idling;
      try {
        T result = query.run(reader);
        idle.addFirst(reader);
        return result;
      } catch (SQLException | RuntimeException e) {
        // The driver throws prepared statements away at most errors: so do we with the reader.
        Connections.closeAfter(reader, e);
        throw e;
      }
    } finally {
      permits.release();
    }
  }

  /** Waits for queries under way. */
  @Override
  public void close() throws SQLException {
    closed = true;
    permits.acquireUninterruptibly(MOST);
    try {
      for (Reader reader = idle.poll(); reader != null; reader = idle.poll()) {
        reader.close();
      }
    } finally {
      permits.release(MOST);
    }
  }

  /** What is done with a reader. */
  @FunctionalInterface
  interface Query<T> {
    T run(Reader reader) throws SQLException;
  }
}
