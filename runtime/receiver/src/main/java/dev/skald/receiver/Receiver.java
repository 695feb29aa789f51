package dev.skald.receiver;

import dev.skald.receiver.Records.Entry;
import dev.skald.receiver.Records.State;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Makes repeated calls one call: for each idempotency key an effect takes place once, and never
 * after it was undone. The service hands over its own connection inside of its own transaction; the
 * record is written there, so it is durable when, and only when, the effect is: once the service
 * has committed. This is the pattern of the idempotent receiver (Hohpe and Woolf, Enterprise
 * Integration Patterns), with an inbox in the transaction, and tombstones.
 *
 * <p>Any number of instances of a service may share one database: what decides between calls at the
 * same moment is a row of the database, and no lock in memory. The transaction's isolation must be
 * read committed or stricter. Where it is stricter, or where the database finds a deadlock, a call
 * may fail with an {@link SQLException}; then nothing has happened, and the caller's next attempt
 * decides.
 *
 * <p>Keys have 1 to 255 characters of printable ASCII, and no space at their ends.
 *
 * <p>Immutable and safe for use by any thread. A connection is used by one thread at a time, as
 * ever.
 */
public final class Receiver {

  private final InstantSource clock;

  /** Makes a receiver that goes by the system's clock. */
  public Receiver() {
    this(InstantSource.system());
  }

  /**
   * Makes a receiver for tests.
   *
   * @param clock tells when a call was seen, which matters to {@link #purge} and to nothing else
   */
  public Receiver(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Makes the tables, where they are missing. The statements are those of {@code V1__receiver.sql}
   * in this package, which may as well be run by a tool for migrations.
   *
   * @param connection a connection that commits each statement by itself
   * @throws ReceiverException for {@link ReceiverException.Reason#MISUSE}, if the connection is in
   *     a transaction
   * @throws SQLException if the database refuses
   */
  public static void createTablesIfMissing(Connection connection) throws SQLException {
    if (!connection.getAutoCommit()) {
      throw ReceiverException.inTransaction();
    }
    Schema.createIfMissing(connection);
  }

  /**
   * The key of the step that an undo is for. A saga gives each undo a key of its own, which is the
   * step's key followed by {@code :undo}; a service that is told nothing else finds here what to
   * name to {@link #undo}.
   *
   * @param undoKey an undo's own key, such as {@code 0197…:reserveStock:undo}
   * @return the step's key, such as {@code 0197…:reserveStock}
   * @throws ReceiverException for {@link ReceiverException.Reason#INVALID_CALL}, if it does not end
   *     so, or is no key
   */
  public static String stepKey(String undoKey) {
    return Keys.step(undoKey);
  }

  /**
   * Does what a call asks for, once for its key; a repeated call is given the recorded answer, and
   * the effect is not run. Of calls at the same moment one runs the effect, and the others wait for
   * its transaction to end: if it is committed they get its answer, else the next one runs.
   *
   * <p>The record and what the effect wrote become durable together, when the service commits. If
   * the effect throws, both are taken back at once (to a savepoint), even if the transaction goes
   * on; so a repeated call runs it again. Only what goes through the connection is protected: a
   * mail that the effect sends is not.
   *
   * @param <X> what the effect may throw
   * @param connection the service's, in a transaction
   * @param key the call's idempotency key
   * @param effect what to do, and what to answer
   * @return the effect's answer, or the recorded one, which is equal
   * @throws ReceiverException for {@link ReceiverException.Reason#UNDONE}, if the call was undone
   *     before; for {@code INVALID_CALL} and {@code MISUSE} before anything is written; for {@code
   *     INVALID_ANSWER} after all was taken back
   * @throws SQLException if the database refuses; the transaction must be rolled back
   * @throws X as the effect does
   */
  public <X extends Exception> Answer once(Connection connection, String key, Effect<X> effect)
      throws SQLException, X {
    Records records = records(connection, key);
    Optional<Entry> entry = records.lock(key);
    if (entry.isPresent()) {
      return repeated(key, entry.get());
    }
    try {
      return Savepoints.<Answer, X>atomically(connection, () -> first(records, key, effect));
    } catch (TakenException e) {
      return repeated(key, records.lock(key, e));
    }
  }

  private static <X extends Exception> Answer first(Records records, String key, Effect<X> effect)
      throws SQLException, X {
    records.insert(key, State.STARTED);
    Answer answer = effect.run();
    if (answer == null) {
      throw ReceiverException.noAnswer(key);
    }
    records.answer(key, answer);
    return answer;
  }

  private static Answer repeated(String key, Entry entry) {
    return switch (entry.state()) {
      case DONE, REJECTED -> entry.answer();
      case UNDONE, TOMBSTONE -> throw ReceiverException.undone(key);
      case STARTED -> throw ReceiverException.started(key);
    };
  }

  /**
   * Takes back what the call with this key did, once; a repeated undo finds that in the record. If
   * the call never took effect, because it has not come or was rejected, the undo is not run. In
   * each case the call is refused from then on ({@link ReceiverException.Reason#UNDONE}), so it
   * cannot take effect late.
   *
   * <p>Calls and undos of one key that come at the same moment wait for each other as calls do.
   * What the undo wrote and the record of it become durable together, when the service commits. If
   * the undo throws, both are taken back at once, and a repeated undo runs it again.
   *
   * @param <X> what the undo may throw
   * @param connection the service's, in a transaction
   * @param key the idempotency key of the call to undo; not the undo's own, see {@link #stepKey}
   * @param undo how to take it back
   * @return whether there was an effect to take back; the same whenever the undo is repeated
   * @throws ReceiverException for {@code INVALID_CALL} and {@code MISUSE}, before anything is
   *     written
   * @throws SQLException if the database refuses; the transaction must be rolled back
   * @throws X as the undo does
   */
  public <X extends Exception> boolean undo(Connection connection, String key, Undo<X> undo)
      throws SQLException, X {
    Records records = records(connection, key);
    Optional<Entry> entry = records.lock(key);
    if (entry.isPresent()) {
      return undo(connection, records, key, entry.get(), undo);
    }
    try {
      Savepoints.atomically(connection, () -> buried(records, key));
      return false;
    } catch (TakenException e) {
      return undo(connection, records, key, records.lock(key, e), undo);
    }
  }

  private static boolean buried(Records records, String key) throws SQLException {
    records.insert(key, State.TOMBSTONE);
    return true;
  }

  private static <X extends Exception> boolean undo(
      Connection connection, Records records, String key, Entry entry, Undo<X> undo)
      throws SQLException, X {
    switch (entry.state()) {
      case DONE -> {
        return Savepoints.<Boolean, X>atomically(
            connection, () -> takeBack(records, key, entry.answer(), undo));
      }
      case REJECTED -> {
        records.set(key, State.TOMBSTONE);
        return false;
      }
      case UNDONE -> {
        return true;
      }
      case TOMBSTONE -> {
        return false;
      }
      case STARTED -> throw ReceiverException.started(key);
    }
    throw new AssertionError(entry.state());
  }

  private static <X extends Exception> boolean takeBack(
      Records records, String key, Answer answer, Undo<X> undo) throws SQLException, X {
    // Neither done nor undone while it runs: whatever goes wrong, no call is told either.
    records.set(key, State.STARTED);
    undo.run(answer);
    records.set(key, State.UNDONE);
    return true;
  }

  /**
   * Refuses a caller that has been passed over; not needed for what {@link #once} and {@link #undo}
   * promise. Call it before them, in the same transaction: it notes the highest epoch that has come
   * for a run, and refuses lower ones. Until the transaction ends, other calls for that run wait.
   *
   * <p>What it buys: a process that was frozen, and does not know that another one has taken its
   * runs over, cannot take effect with a call that the other one has neither made nor undone.
   *
   * @param connection the service's, in a transaction
   * @param key the call's idempotency key; what stands before its first colon names the run, and
   *     without a colon the whole key does
   * @param epoch the caller's epoch, 1 or more
   * @throws ReceiverException for {@link ReceiverException.Reason#PASSED_OVER}, if a higher epoch
   *     was noted; for {@code INVALID_CALL} and {@code MISUSE}, before anything is written
   * @throws SQLException if the database refuses; the transaction must be rolled back
   */
  public void fence(Connection connection, String key, long epoch) throws SQLException {
    check(connection, key);
    if (epoch < 1) {
      throw ReceiverException.invalidEpoch(epoch);
    }
    new Epochs(connection, clock.millis()).enter(Keys.run(key), epoch);
  }

  /**
   * Forgets keys and epochs that have not been called for some time, the oldest first. Call it
   * again until it returns less than the limit, with a commit each time, so that no transaction
   * grows long.
   *
   * <p>With its record a key loses its protection: a call that is repeated after that takes effect
   * again, and a late one is not refused any more. So the age must be longer than the longest time
   * after which a saga may still repeat a call. That includes runs that wait for a person.
   *
   * @param connection the service's, in a transaction or not
   * @param age how long ago the last call with a key must be, at least; by the clocks of the
   *     instances, which need to agree no better than the age demands
   * @param limit how many to remove at most, 1 or more
   * @return how many were removed
   * @throws IllegalArgumentException if the age is negative, or the limit is not positive
   * @throws SQLException if the database refuses
   */
  public int purge(Connection connection, Duration age, int limit) throws SQLException {
    if (age.isNegative() || limit < 1) {
      throw new IllegalArgumentException("Cannot purge " + limit + " rows older than " + age);
    }
    Purge purge = new Purge(connection, clock.instant().minus(age).toEpochMilli());
    int records = purge.records(limit);
    return records + purge.epochs(limit - records);
  }

  private Records records(Connection connection, String key) throws SQLException {
    check(connection, key);
    return new Records(connection, clock.millis());
  }

  private static void check(Connection connection, String key) throws SQLException {
    Keys.check(key);
    if (connection.getAutoCommit()) {
      throw ReceiverException.noTransaction();
    }
  }
}
