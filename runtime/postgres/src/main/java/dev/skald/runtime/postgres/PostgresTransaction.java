package dev.skald.runtime.postgres;

import dev.skald.runtime.JournalException;
import dev.skald.runtime.journal.RunHeader;
import dev.skald.runtime.postgres.Tenure.Hold;
import dev.skald.runtime.spi.JournalTransaction;
import dev.skald.runtime.spi.JournalWrite.Append;
import dev.skald.runtime.spi.WriteResult;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A user's transaction: a connection of its own, which locks the shard's row before anything else
 * is done, so that nobody takes the run over before it ends. Safe for use by any thread.
 */
final class PostgresTransaction implements JournalTransaction {

  /** How long it may last, for as long can the run's shard not be taken over. */
  static final Duration MOST = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger(PostgresJournal.class);

  /** What is set for the transaction alone: a node that stops in the middle does not hold it up. */
  private static final String LIMITS =
      "SET LOCAL idle_in_transaction_session_timeout = '3s'; SET LOCAL statement_timeout = '5s';"
          + " SET LOCAL lock_timeout = '2s'";

  private final Transactions all;
  private final Connection raw;
  private final Place place;
  private final int isolation;
  private final SharedConnection user;
  private boolean ended;

  private PostgresTransaction(Transactions all, Connection raw, Place place, int isolation) {
    this.all = all;
    this.raw = raw;
    this.place = place;
    this.isolation = isolation;
    this.user = new SharedConnection(raw, place.schema(), MOST);
  }

  static PostgresTransaction begin(
      Transactions all, Connections connections, Tenure tenure, RunHeader run) {
    int shard = Shards.of(run.saga(), run.key());
    Hold hold = tenure.of(shard);
    Place place = connections.place();
    if (hold == null) {
      throw Errors.notOwned(place);
    }
    Connection raw = null;
    try {
      raw = connections.openForUser();
      int isolation = raw.getTransactionIsolation();
      raw.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
      raw.setAutoCommit(false);
      try (Statement statement = raw.createStatement()) {
        statement.execute(LIMITS);
      }
      if (!isHeld(raw, place, tenure, shard, hold)) {
        tenure.lost(shard, hold);
        throw Errors.notOwned(place);
      }
      return new PostgresTransaction(all, raw, place, isolation);
    } catch (SQLException e) {
      closeAfter(raw, e);
      throw Errors.failed(place, "Beginning a transaction in", e);
    } catch (RuntimeException e) {
      closeAfter(raw, e);
      throw e;
    }
  }

  private static void closeAfter(@Nullable Connection raw, Exception e) {
    if (raw != null) {
      Connections.closeAfter(() -> undo(raw), e);
      Connections.closeAfter(raw, e);
    }
  }

  private static void undo(Connection raw) throws SQLException {
    raw.rollback();
    raw.setAutoCommit(true);
  }

  private static boolean isHeld(Connection raw, Place place, Tenure tenure, int shard, Hold hold)
      throws SQLException {
    String sql =
        "SELECT 1 FROM "
            + place.quoted()
            + ".shard WHERE id = ? AND owner = ? AND epoch = ? FOR SHARE";
    try (PreparedStatement fence = raw.prepareStatement(sql)) {
      fence.setInt(1, shard);
      fence.setObject(2, tenure.node());
      fence.setLong(3, hold.epoch());
      try (ResultSet row = fence.executeQuery()) {
        return row.next();
      }
    }
  }

  @Override
  public <T> T resource(Class<T> type) {
    if (type != Connection.class) {
      throw new IllegalArgumentException(
          "A transaction in a PostgreSQL journal offers a java.sql.Connection, not a "
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
    try {
      if (!user.isWhole()) {
        throw new JournalException(
            "Nothing of a transaction was kept: a statement in it could not be closed");
      }
      if (user.isLate()) {
        throw new JournalException("Nothing of a transaction was kept: " + Errors.late(MOST));
      }
      return all.commit(this, write);
    } finally {
      finish();
    }
  }

  /** Writes a run's part and commits, in the turn of the {@link Writer}. */
  WriteResult write(Tenure tenure, KnownRuns known, Append part) throws SQLException {
    try (Statement statement = raw.createStatement()) {
      statement.execute("SET LOCAL search_path TO " + place.quoted() + ", pg_catalog, pg_temp");
    }
    Batch batch = new Batch(place, tenure, known, List.of(part));
    WriteResult result = batch.write(new Session(raw)).get(0);
    if (result == WriteResult.DURABLE) {
      raw.commit();
    }
    return result;
  }

  /** Does not wait for the user's code, nor for a statement that takes long. */
  @Override
  public void close() {
    user.abort();
    synchronized (this) {
      if (!ended) {
        ended = true;
        finish();
      }
    }
  }

  /** Undoes what is not committed, and gives the connection back as it was. */
  private void finish() {
    all.ended(this);
    try {
      raw.rollback();
      raw.setAutoCommit(true);
      raw.setTransactionIsolation(isolation);
    } catch (SQLException e) {
      LOG.debug("A transaction in the journal {} ended with its connection", place, e);
    } finally {
      closeQuietly();
    }
  }

  private void closeQuietly() {
    try {
      raw.close();
    } catch (SQLException e) {
      LOG.debug("A connection to the journal {} did not close", place, e);
    }
  }
}
