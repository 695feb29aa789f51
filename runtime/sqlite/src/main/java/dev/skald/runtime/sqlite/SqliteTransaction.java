package dev.skald.runtime.sqlite;

import dev.skald.runtime.JournalException;
import dev.skald.runtime.spi.JournalTransaction;
import dev.skald.runtime.spi.JournalWrite.Append;
import dev.skald.runtime.spi.WriteResult;
import java.sql.Connection;

/** The turn of the {@link Writer}, lent to a user. Safe for use by any thread. */
final class SqliteTransaction implements JournalTransaction {

  private final Writer writer;
  private final Session session;
  private final SharedConnection user;
  private boolean ended;

  SqliteTransaction(Writer writer, Session session, SharedConnection user) {
    this.writer = writer;
    this.session = session;
    this.user = user;
  }

  @Override
  public <T> T resource(Class<T> type) {
    if (type != Connection.class) {
      throw new IllegalArgumentException(
          "A transaction in a SQLite journal offers a java.sql.Connection, not a "
              + type.getName());
    }
    return type.cast(user.connection());
  }

  @Override
  public synchronized WriteResult commit(Append write) {
    if (ended) {
      throw new JournalException("Nothing was written: " + Errors.ENDED);
    }
    ended = true;
    user.end();
    return writer.commit(session, user, write);
  }

  /** Does not wait for the user's code, nor for a statement that takes long. */
  @Override
  public void close() {
    user.abort();
    synchronized (this) {
      if (!ended) {
        ended = true;
        writer.rollback(session, user);
      }
    }
  }
}
