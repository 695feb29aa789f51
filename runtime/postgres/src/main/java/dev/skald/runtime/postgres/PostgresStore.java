package dev.skald.runtime.postgres;

import dev.skald.runtime.JournalException;
import dev.skald.runtime.RunPage;
import dev.skald.runtime.RunQuery;
import dev.skald.runtime.journal.JournalRecord;
import dev.skald.runtime.journal.RunHeader;
import dev.skald.runtime.spi.JournalCluster;
import dev.skald.runtime.spi.JournalStore;
import dev.skald.runtime.spi.JournalTransactions;
import dev.skald.runtime.spi.JournalWrite;
import dev.skald.runtime.spi.PurgePage;
import dev.skald.runtime.spi.StoredRun;
import dev.skald.runtime.spi.WriteResult;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A journal in a PostgreSQL database, opened by one node. */
final class PostgresStore implements JournalStore {

  private static final Logger LOG = LoggerFactory.getLogger(PostgresJournal.class);

  /** What UUID.fromString takes is wider. */
  private static final Pattern CURSOR =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  /** Enough for the engine; more would only take connections from the user's pool. */
  private static final int READERS = 3;

  private final Place place;
  private final Tenure tenure = new Tenure();
  private final Pool pool;
  private final Pool leaseConnection;
  private final Writer writer;
  private final Transactions transactions;
  private final Queue queue;
  private final Claims claims;
  private final Lease lease;
  private final PostgresCluster cluster;

  private PostgresStore(Connections connections, Duration ttl, LongSupplier nanos) {
    this.place = connections.place();
    this.pool = new Pool(connections, READERS);
    this.leaseConnection = new Pool(connections, 1);
    this.writer = new Writer(connections, tenure);
    this.transactions = new Transactions(connections, tenure, writer);
    this.queue = new Queue();
    this.claims = new Claims(tenure);
    this.lease = new Lease(leaseConnection, tenure, ttl, nanos);
    Letters letters = new Letters(tenure, place);
    this.cluster = new PostgresCluster(writer, pool, lease, letters, claims, tenure);
  }

  /** With a clock that never jumps, in nanoseconds. */
  static PostgresStore open(DataSource source, Place place, Duration ttl, LongSupplier nanos) {
    Connections connections = new Connections(source, place);
    PostgresStore store = new PostgresStore(connections, ttl, nanos);
    try {
      store.check(connections);
      LOG.info("Opened the journal {}", place);
      return store;
    } catch (RuntimeException e) {
      store.closeConnections();
      throw e;
    }
  }

  private void check(Connections connections) {
    Schema schema = new Schema(place);
    leaseConnection.use("Opening", connection -> checked(schema, connection));
    leaseConnection.use(
        "Opening",
        one ->
            pool.use(
                "Opening",
                other -> {
                  connections.checkSessions(one, other);
                  return true;
                }));
  }

  private static boolean checked(Schema schema, Connection connection) throws SQLException {
    schema.ensure(connection);
    return true;
  }

  @Override
  public long epochFor(String saga, String key) {
    return tenure.epoch(Shards.of(saga, key));
  }

  @Override
  public List<WriteResult> commit(List<JournalWrite> batch) {
    return writer.commit(batch);
  }

  @Override
  public Optional<RunHeader> find(String saga, String key) {
    if (!Rows.canBeKept(saga) || !Rows.canBeKept(key)) {
      return Optional.empty();
    }
    return read(connection -> Queries.find(connection, saga, key));
  }

  @Override
  public List<JournalRecord> read(UUID run, int fromSeq, int limit) {
    return read(connection -> Queries.read(connection, run, fromSeq, limit));
  }

  @Override
  public List<StoredRun> findAll(Collection<RunHeader> runs, int limit) {
    List<UUID> ids = runs.stream().map(RunHeader::id).toList();
    // In the order of find and read.
    List<RunHeader> headers = read(connection -> Queries.headers(connection, ids));
    Map<UUID, List<JournalRecord>> records =
        read(connection -> Queries.beginnings(connection, ids, limit));
    return headers.stream()
        .map(header -> new StoredRun(header, records.getOrDefault(header.id(), List.of())))
        .toList();
  }

  @Override
  public List<RunHeader> claim(String saga, int limit) {
    writer.settle();
    return pool.use("Claiming runs of", connection -> claims.claim(connection, saga, limit));
  }

  @Override
  public Optional<RunHeader> claim(UUID run) {
    writer.settle();
    return pool.use("Claiming a run of", connection -> claims.claim(connection, run));
  }

  @Override
  public List<RunHeader> nextInLine(UUID ended) {
    writer.settle();
    List<UUID> next =
        pool.use("Looking who is next in", connection -> queue.next(connection, ended));
    List<RunHeader> headers =
        next.isEmpty() ? List.of() : read(connection -> Queries.headers(connection, next));
    queue.clearLater(ended);
    return headers;
  }

  @Override
  public Optional<JournalTransactions> transactions() {
    return Optional.of(transactions);
  }

  @Override
  public Optional<JournalCluster> cluster() {
    return Optional.of(cluster);
  }

  @Override
  public List<RunHeader> due(long upTo, int limit) {
    return read(connection -> Queries.due(connection, tenure.holds(), upTo, limit));
  }

  @Override
  public RunPage list(RunQuery query) {
    UUID start = start(query.cursor());
    return read(connection -> Queries.list(connection, query, start));
  }

  private static @Nullable UUID start(@Nullable String cursor) {
    if (cursor == null) {
      return null;
    }
    if (!CURSOR.matcher(cursor).matches()) {
      throw new IllegalArgumentException(
          "\"" + cursor + "\" is not a cursor of this journal: pass what RunPage.next() gave");
    }
    return UUID.fromString(cursor);
  }

  @Override
  public PurgePage purge(long before, @Nullable String cursor, int limit) {
    Purge.Found found = read(it -> Purge.page(it, tenure.holds(), before, cursor, limit));
    boolean any = !found.runs().isEmpty();
    return found.removed(any ? writer.purge(found.runs(), before) : 0);
  }

  private <T> T read(Pool.Work<T> query) {
    writer.settle();
    return pool.read(query);
  }

  @Override
  public void close() {
    if (!writer.beginClosing()) {
      return;
    }
    transactions.close();
    writer.close();
    try {
      lease.end();
      LOG.info("Closed the journal {}", place);
    } catch (JournalException e) {
      LOG.warn("The shards of this node could not be given back; others wait for its lease", e);
    } finally {
      closeConnections();
    }
  }

  private void closeConnections() {
    leaseConnection.close();
    pool.close();
  }
}
