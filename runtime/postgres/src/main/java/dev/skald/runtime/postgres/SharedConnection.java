package dev.skald.runtime.postgres;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Lends a connection to user code, inside of a transaction that goes on and that user code cannot
 * end. All of the driver's objects that user code gets stand behind a {@link Guard}, which calls
 * them through here: one call at a time, none after the end, whatever thread it comes from, and
 * none when the transaction has lasted too long.
 */
final class SharedConnection {

  private final Connection guarded;
  private final String schema;
  private final Duration most;
  private final long deadline;
  private final ReentrantLock use = new ReentrantLock();

  /** What the user has not closed, by identity. Guarded by {@link #use}. */
  private final Set<AutoCloseable> open = Collections.newSetFromMap(new IdentityHashMap<>());

  /** The statement that is being executed, for whoever loses patience. */
  private volatile @Nullable Statement running;

  private volatile boolean ended;
  private volatile boolean lost;

  SharedConnection(Connection raw, String schema, Duration most) {
    this.schema = schema;
    this.most = most;
    this.deadline = System.nanoTime() + most.toNanos();
    this.guarded = (Connection) Guard.of(this, raw, Connection.class, null);
  }

  /** What user code gets. */
  Connection connection() {
    return guarded;
  }

  boolean isOver() {
    return ended;
  }

  /** Whether what the user has left open could be closed. */
  boolean isWhole() {
    return !lost;
  }

  /** Whether it has lasted longer than a transaction may. */
  boolean isLate() {
    return System.nanoTime() - deadline > 0;
  }

  /** Looks at what user code wants to run. */
  void check(String sql) throws SQLException {
    UserSql.check(sql, schema);
  }

  /** Calls the driver for the user. */
  @Nullable Object call(Object target, Method method, Object @Nullable [] args) throws Throwable {
    use.lock();
    try {
      if (ended) {
        throw new SQLException(method.getName() + " failed: " + Errors.ENDED);
      }
      if (isLate()) {
        throw new SQLException(method.getName() + " failed: " + Errors.late(most));
      }
      running = target instanceof Statement statement ? statement : null;
      Object result = method.invoke(target, args);
      if (result instanceof AutoCloseable resource) {
        open.add(resource);
      }
      return result;
    } catch (InvocationTargetException e) {
      throw e.getCause();
    } finally {
      running = null;
      use.unlock();
    }
  }

  /** Closes a statement or its like; after the end that has been done. */
  void close(AutoCloseable resource) throws Exception {
    use.lock();
    try {
      if (open.remove(resource)) {
        resource.close();
      }
    } finally {
      use.unlock();
    }
  }

  /** Waits for a call under way; there is none after it. */
  void end() {
    ended = true;
    use.lock();
    try {
      finish();
    } finally {
      use.unlock();
    }
  }

  /** The same, but breaks a call under way off. */
  void abort() {
    ended = true;
    while (!use.tryLock()) {
      interrupt();
      LockSupport.parkNanos(1_000_000);
    }
    try {
      finish();
    } finally {
      use.unlock();
    }
  }

  /** For a user who has lost patience with a statement. */
  void interrupt() {
    Statement now = running;
    if (now == null) {
      return;
    }
    try {
      now.cancel();
    } catch (SQLException e) {
      // It ends by itself: its time is limited.
      return;
    }
  }

  private void finish() {
    for (AutoCloseable left : new ArrayList<>(open)) {
      try {
        left.close();
      } catch (Exception e) {
        lost = true;
      }
    }
    open.clear();
  }
}
