package dev.skald.receiver;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The rows of {@code skald_receiver_epoch}, as one transaction sees and changes them. */
final class Epochs {

  private final Connection connection;
  private final long now;

  Epochs(Connection connection, long now) {
    this.connection = connection;
    this.now = now;
  }

  /**
   * Notes the epoch, or throws if a higher one was noted. The row is held until the transaction
   * ends: a mere look at it would let a call that was passed over meanwhile commit after all.
   */
  void enter(String run, long epoch) throws SQLException {
    @Nullable TakenException taken = null;
    while (!raise(run, epoch)) {
      long latest = latest(run);
      if (latest > epoch) {
        throw ReceiverException.passedOver(run, epoch, latest);
      }
      // Else there is none yet; or there was none a moment ago, and now it can be raised.
      if (latest == 0) {
        if (taken != null) {
          throw taken.failure();
        }
        try {
          Savepoints.atomically(connection, () -> insert(run, epoch));
          return;
        } catch (TakenException e) {
          taken = e;
        }
      }
    }
  }

  private boolean raise(String run, long epoch) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE skald_receiver_epoch SET epoch = ?, seen_at = ? WHERE run = ? AND epoch <= ?")) {
      update.setLong(1, epoch);
      update.setLong(2, now);
      update.setString(3, run);
      update.setLong(4, epoch);
      return update.executeUpdate() == 1;
    }
  }

  /** The epoch that was noted, 0 if none was. */
  private long latest(String run) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT epoch FROM skald_receiver_epoch WHERE run = ?")) {
      select.setString(1, run);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? row.getLong(1) : 0;
      }
    }
  }

  private int insert(String run, long epoch) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO skald_receiver_epoch (run, epoch, seen_at) VALUES (?, ?, ?)")) {
      insert.setString(1, run);
      insert.setLong(2, epoch);
      insert.setLong(3, now);
      return insert.executeUpdate();
    } catch (SQLException e) {
      throw new TakenException(e);
    }
  }
}
