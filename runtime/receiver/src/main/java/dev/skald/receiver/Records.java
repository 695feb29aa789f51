package dev.skald.receiver;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** The rows of {@code skald_receiver}, as one transaction sees and changes them. */
final class Records {

  /** What is known of a key; the names stand in the table, and are explained there. */
  enum State {
    STARTED,
    DONE,
    REJECTED,
    UNDONE,
    TOMBSTONE
  }

  /** What a row says. */
  record Entry(State state, Answer answer) {}

  private final Connection connection;
  private final long now;

  Records(Connection connection, long now) {
    this.connection = connection;
    this.now = now;
  }

  /**
   * Takes the row of the key, and holds it until the transaction ends; waits for whoever holds it.
   * An update and not {@code SELECT … FOR UPDATE}, which not every database has; for SQLite it is
   * what begins the writing, so that no other transaction comes between.
   */
  Optional<Entry> lock(String key) throws SQLException {
    try (PreparedStatement touch =
        connection.prepareStatement(
            "UPDATE skald_receiver SET seen_at = ? WHERE idempotency_key = ?")) {
      touch.setLong(1, now);
      touch.setString(2, key);
      if (touch.executeUpdate() == 0) {
        return Optional.empty();
      }
    }
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT state, answer FROM skald_receiver WHERE idempotency_key = ?")) {
      select.setString(1, key);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        State state = State.valueOf(row.getString(1));
        return Optional.of(
            new Entry(state, Answer.recorded(state == State.REJECTED, row.getBytes(2))));
      }
    }
  }

  /** As {@link #lock(String)}, after somebody else was faster. */
  Entry lock(String key, TakenException taken) throws SQLException {
    return lock(key).orElseThrow(taken::failure);
  }

  /** Makes the row; waits for another transaction that has made it, and fails if that commits. */
  void insert(String key, State state) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO skald_receiver (idempotency_key, state, seen_at) VALUES (?, ?, ?)")) {
      insert.setString(1, key);
      insert.setString(2, state.name());
      insert.setLong(3, now);
      insert.executeUpdate();
    } catch (SQLException e) {
      throw new TakenException(e);
    }
  }

  void answer(String key, Answer answer) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE skald_receiver SET state = ?, answer = ? WHERE idempotency_key = ?")) {
      update.setString(1, (answer.isRejected() ? State.REJECTED : State.DONE).name());
      update.setBytes(2, answer.bytes());
      update.setString(3, key);
      update.executeUpdate();
    }
  }

  void set(String key, State state) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE skald_receiver SET state = ? WHERE idempotency_key = ?")) {
      update.setString(1, state.name());
      update.setString(2, key);
      update.executeUpdate();
    }
  }
}
