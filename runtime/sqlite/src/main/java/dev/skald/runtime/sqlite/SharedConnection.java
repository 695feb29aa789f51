package dev.skald.runtime.sqlite;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;

/**
 * Lends the writer's connection to user code, inside of a transaction that goes on and that user
 * code cannot end. All of the driver's objects that user code gets stand behind a {@link Guard},
 * which calls them through here: one call at a time, and none after the end, whatever thread it
 * comes from.
 */
final class SharedConnection {

  private final Connection guarded;
  private final Statement probe;
  private final ReentrantLock use = new ReentrantLock();

  /** What the user has not closed, by identity. Guarded by {@link #use}. */
  private final Set<AutoCloseable> open = Collections.newSetFromMap(new IdentityHashMap<>());

  /** Why nothing can be done any more, or {@code null}. */
  private volatile @Nullable String refusal;

  private volatile boolean lost;
  private volatile boolean leavesTraces;

  /** No statement is interrupted from then on: it would be ours. Guarded by {@link #probe}. */
  private boolean quiet;

  SharedConnection(Connection raw) throws SQLException {
    this.probe = raw.createStatement();
    this.guarded = (Connection) Guard.of(this, raw, Connection.class, null);
  }

  /** What user code gets. */
  Connection connection() {
    return guarded;
  }

  boolean isOver() {
    return refusal != null;
  }

  /** Whether the connection is not as it was, though nothing of the transaction is left. */
  boolean leavesTraces() {
    return leavesTraces;
  }

  /** Looks at what user code wants to run. */
  void check(String sql) throws SQLException {
    UserSql read = UserSql.check(sql);
    leavesTraces |= read.temporary();
  }

  /** Calls the driver for the user. */
  @Nullable Object call(Object target, Method method, Object @Nullable [] args) throws Throwable {
    use.lock();
    try {
      String why = refusal;
      if (why != null) {
        throw new SQLException(method.getName() + " failed: " + why);
      }
      Object result = method.invoke(target, args);
      if (result instanceof AutoCloseable resource) {
        open.add(resource);
      }
      return result;
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof SQLException && !goesOn()) {
        lost = true;
        refusal = Errors.LOST;
      }
      throw e.getCause();
    } finally {
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

  /**
   * Whether the transaction is still the one that was begun. Some errors make SQLite roll back all
   * of it, and each statement after that would be a transaction of its own.
   */
  private boolean goesOn() {
    try {
      probe.executeUpdate("BEGIN");
      return false;
    } catch (SQLException e) {
      // There is no transaction within a transaction.
      return e.getErrorCode() == SQLiteErrorCode.SQLITE_ERROR.code;
    }
  }

  /** Whether all that the user did is there to be committed. Asked after the end. */
  boolean isWhole() {
    use.lock();
    try {
      lost |= !goesOn();
      return !lost;
    } finally {
      use.unlock();
    }
  }

  /** Waits for a call under way; there is none after it. */
  void end() {
    refuse();
    use.lock();
    try {
      finish();
    } finally {
      use.unlock();
    }
  }

  /** The same, but breaks a call under way off. */
  void abort() {
    refuse();
    while (!use.tryLock()) {
      interrupt();
      LockSupport.parkNanos(100_000);
    }
    try {
      finish();
    } finally {
      use.unlock();
    }
  }

  private void refuse() {
    if (refusal == null) {
      refusal = Errors.ENDED;
    }
  }

  /** For a user who has lost patience with a statement. */
  void interrupt() {
    synchronized (probe) {
      if (!quiet) {
        try {
          probe.cancel();
        } catch (SQLException e) {
          // Nothing is done by the driver that could fail; and then it just takes longer.
          return;
        }
      }
    }
  }

  private void finish() {
    synchronized (probe) {
      quiet = true;
    }
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
