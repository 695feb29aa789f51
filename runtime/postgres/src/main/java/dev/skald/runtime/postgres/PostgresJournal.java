package dev.skald.runtime.postgres;

import dev.skald.runtime.spi.JournalProvider;
import dev.skald.runtime.spi.JournalStore;
import java.time.Duration;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/**
 * A journal in a PostgreSQL database (14 or later), for several engines at once: each that opens it
 * is a node, and takes its share of the runs. When a node dies, the others go on with its runs as
 * soon as its lease has lapsed; when it is closed, at once. A run can be started, looked at and
 * operated on every node, whoever owns it.
 *
 * <p>A batch is durable when the server has committed it; the server must run with {@code fsync}
 * and {@code synchronous_commit} on, and is refused otherwise. With a replica that is not
 * synchronous, a fail-over loses what had not reached the replica.
 *
 * <p>Connections come from the user's source: a pool such as HikariCP, or the driver's own {@code
 * PGSimpleDataSource}. An open store keeps up to five: one that writes, one for the lease, and up
 * to three that read; while a transactional step runs, one more for each such step, and no other is
 * held while user code runs. A pool must be large enough for these (ten will do). What the store
 * changes in a session it changes back before it gives the connection back. A pooler in transaction
 * mode (PgBouncer's {@code pool_mode = transaction}) is refused. Once a connection is there,
 * whatever is not answered within seven seconds is given up; how long making one may take is the
 * source's affair. Give it a login timeout (the driver has none unless told): else a network that
 * swallows everything can hold a node up for ever.
 *
 * <p>The tables stand in a schema of their own, {@code skald} unless said otherwise. They are made
 * when first opened if the user may do that; otherwise the files {@code V1__journal.sql} and {@code
 * roles.sql} in this package's directory of the jar are to be applied by somebody who may.
 *
 * <p>A transactional step is offered a {@link java.sql.Connection}, inside of a transaction that is
 * committed together with the step's record.
 *
 * <ul>
 *   <li>It lasts 10 seconds at the most, and may be idle for 3 seconds: for that long nobody can
 *       take the run over. Then it is undone, and the step fails.
 *   <li>It takes one statement at a time that reads or changes rows, or creates, alters or drops
 *       what is the user's. Whatever could end the transaction or change the connection is refused
 *       with an {@link java.sql.SQLException}: {@code commit}, {@code close} and their like, {@code
 *       BEGIN}, {@code SET}, {@code CALL}. Savepoints are taken by {@link
 *       java.sql.Connection#setSavepoint()}.
 *   <li>After an error PostgreSQL takes nothing more in the transaction, but for going back to a
 *       savepoint; then the step fails.
 *   <li>When it is over, all that belongs to it is closed and refuses every call, whatever thread
 *       it comes from.
 * </ul>
 *
 * <p>Immutable, and safe for use by any thread; so are the stores it opens.
 */
public final class PostgresJournal implements JournalProvider {

  private static final Pattern SCHEMA = Pattern.compile("[a-z_][a-z0-9_]{0,62}");
  private static final Duration LEASE = Duration.ofSeconds(10);
  private static final Duration SHORTEST = Duration.ofSeconds(1);

  private final DataSource source;
  private final Place place;
  private final Duration lease;

  private PostgresJournal(DataSource source, Place place, Duration lease) {
    this.source = source;
    this.place = place;
    this.lease = lease;
  }

  /**
   * A journal in a database. Nothing is opened yet.
   *
   * @param source where connections come from; it is not closed with the store
   * @return the journal, in the schema {@code skald}, with leases of ten seconds
   */
  public static PostgresJournal at(DataSource source) {
    return new PostgresJournal(source, new Place("skald"), LEASE);
  }

  /**
   * The same in another schema.
   *
   * @param schema its name: lower-case letters, digits and underscores, no digit first
   * @return the journal
   * @throws IllegalArgumentException if it is not such a name
   */
  public PostgresJournal inSchema(String schema) {
    if (!SCHEMA.matcher(schema).matches()) {
      throw new IllegalArgumentException(
          "\""
              + schema
              + "\" cannot be the journal's schema: use up to 63 lower-case letters, digits and"
              + " underscores, no digit first");
    }
    return new PostgresJournal(source, new Place(schema), lease);
  }

  /**
   * The same with another lease. The shorter, the sooner others go on with the runs of a node that
   * died, and the likelier it is that a node that was only slow loses its runs. It is renewed five
   * times in that time.
   *
   * @param lease how long a node counts as alive after it was last heard of, at least a second
   * @return the journal
   * @throws IllegalArgumentException if it is shorter
   */
  public PostgresJournal leasedFor(Duration lease) {
    if (lease.compareTo(SHORTEST) < 0) {
      throw new IllegalArgumentException(
          "A lease of " + lease.toMillis() + " ms is too short: give it at least a second");
    }
    return new PostgresJournal(source, place, lease);
  }

  /**
   * {@inheritDoc}
   *
   * <p>The thread's interrupt flag is left as it is and does not disturb.
   */
  @Override
  public JournalStore open() {
    return PostgresStore.open(source, place, lease, System::nanoTime);
  }

  @Override
  public String toString() {
    return "PostgreSQL journal " + place;
  }
}
