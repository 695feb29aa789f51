package dev.skald.runtime.postgres;

import dev.skald.runtime.postgres.Tenure.Hold;
import dev.skald.runtime.spi.Holdings;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The node's lease, and which shards it owns. Has a connection of its own, so that nothing keeps it
 * waiting. All times are the database's: {@code clock_timestamp()}, for {@code now()} is as old as
 * the statement, which may have waited.
 *
 * <p>A lease ends when its row is removed, which anybody does who finds its time over; renewing
 * changes the row, so one of the two comes first, and a node that finds no row of its own knows
 * that it is over. Only then are its shards taken.
 */
final class Lease {

  private static final Logger LOG = LoggerFactory.getLogger(PostgresJournal.class);

  private static final String BEGIN =
      "INSERT INTO node (id, expires_at, leaving)"
          + " VALUES (?, clock_timestamp() + ? * interval '1 millisecond', ?)";

  private static final String RENEW =
      "UPDATE node SET expires_at = clock_timestamp() + ? * interval '1 millisecond'"
          + " WHERE id = ? AND expires_at > clock_timestamp()";

  private static final String BURY =
      "DELETE FROM node WHERE id IN (SELECT id FROM node WHERE expires_at < clock_timestamp()"
          + " FOR UPDATE SKIP LOCKED)";

  private static final String SHARES =
      "SELECT n.id, count(h.id) FROM node n LEFT JOIN shard h ON h.owner = n.id"
          + " WHERE NOT n.leaving AND n.expires_at > clock_timestamp()"
          + " GROUP BY n.id ORDER BY count(h.id) DESC, n.id";

  /**
   * Shards whose owner has no lease, as they were when the statement began. A lock that is waited
   * for looks at the shard's row again, and at no other: so it must find there what it found
   * before.
   */
  private static final String FREE =
      "WITH free AS MATERIALIZED (SELECT h.id, h.owner, h.epoch FROM shard h"
          + " LEFT JOIN node n ON n.id = h.owner WHERE n.id IS NULL)"
          + ", mine AS (SELECT h.id FROM shard h JOIN free f ON f.id = h.id AND f.epoch = h.epoch"
          + " AND f.owner IS NOT DISTINCT FROM h.owner ";

  private static final String TAKEN =
      ") UPDATE shard h SET owner = ?, epoch = h.epoch + 1 FROM mine WHERE h.id = mine.id"
          + " AND EXISTS (SELECT FROM node WHERE id = ? AND expires_at > clock_timestamp())";

  /** Passes by what a former owner still writes to, even if it is frozen in the middle. */
  private static final String TAKE =
      FREE + "ORDER BY h.id LIMIT ? FOR UPDATE OF h SKIP LOCKED" + TAKEN;

  /** The same for one shard, waiting a little: a busy former owner would be passed by for ever. */
  private static final String TAKE_ONE = FREE + "ORDER BY random() LIMIT 1 FOR UPDATE OF h" + TAKEN;

  private static final String OWNED = "SELECT id, epoch, turn FROM shard WHERE owner = ?";

  /** In one order, as everybody who locks several. Refuses what is still on its way. */
  private static final String GIVE_UP =
      "WITH mine AS (SELECT id FROM shard WHERE owner = ? ORDER BY id FOR UPDATE)"
          + " UPDATE shard h SET owner = NULL, turn = h.turn + 1 FROM mine WHERE h.id = mine.id";

  private static final String RELEASE =
      "WITH mine AS (SELECT id FROM shard WHERE owner = ? AND id = ANY (?) ORDER BY id FOR UPDATE)"
          + " UPDATE shard h SET owner = NULL FROM mine WHERE h.id = mine.id";

  /** Of runs at their end: void already, and passed over by whoever asks. */
  private static final String SWEEP =
      "DELETE FROM place WHERE (name, key, ticket) IN (SELECT p.name, p.key, p.ticket FROM place p"
          + " JOIN run r ON r.id = p.run WHERE r.shard = ANY (?) AND NOT is_live(p.run) LIMIT 1000)";

  private static final int RENEWALS_TO_A_SWEEP = 30;

  private final Pool connection;
  private final Tenure tenure;
  private final Duration ttl;
  private final LongSupplier nanos;
  private boolean begun;
  private int renewals;
  private volatile boolean leaving;

  Lease(Pool connection, Tenure tenure, Duration ttl, LongSupplier nanos) {
    this.connection = connection;
    this.tenure = tenure;
    this.ttl = ttl;
    this.nanos = nanos;
  }

  /** Whether it is valid for sure, by a clock that never jumps. */
  boolean isValid() {
    return tenure.isValid(nanos.getAsLong());
  }

  Duration renewEvery() {
    return ttl.dividedBy(5);
  }

  Holdings renew() {
    long asked = nanos.getAsLong();
    return connection.use("Renewing the lease in", it -> renew(it, asked));
  }

  private Holdings renew(Connection it, long asked) throws SQLException {
    if (!begun) {
      begin(it);
    } else if (update(it, RENEW, ttl.toMillis(), tenure.node()) == 0) {
      lapsed(it);
    }
    // Other clocks may run a little faster than this one.
    tenure.validUntil(asked + ttl.toNanos() - ttl.toNanos() / 20);
    update(it, BURY);
    UUID node = tenure.node();
    int share = share(it, node);
    Map<Integer, Hold> owned = owned(it, node);
    giveBackRefused(it, node, owned);
    if (!leaving && owned.size() < share) {
      int wanted = share - owned.size();
      wanted -= update(it, TAKE, wanted, node, node);
      takeWaiting(it, node, wanted);
      owned = owned(it, node);
    }
    tenure.holds(node, owned);
    renewals++;
    if (renewals % RENEWALS_TO_A_SWEEP == 0) {
      update(it, Letters.PURGE);
      update(it, SWEEP, it.createArrayOf("int4", owned.keySet().toArray()));
    }
    return holdings(node, owned, leaving ? 0 : share);
  }

  /** What was refused is owned all the same: it is taken again, with a new epoch. */
  private void giveBackRefused(Connection it, UUID node, Map<Integer, Hold> owned)
      throws SQLException {
    Set<Integer> refused = tenure.refused(owned);
    if (!refused.isEmpty()) {
      update(it, RELEASE, node, it.createArrayOf("int4", refused.toArray()));
      owned.keySet().removeAll(refused);
    }
  }

  private void begin(Connection it) throws SQLException {
    begun = true; // if the answer is lost, the next renewal finds the row, or begins once more
    update(it, BEGIN, tenure.node(), ttl.toMillis(), leaving);
    LOG.info("Began as the node {}", tenure.node());
  }

  private void lapsed(Connection it) throws SQLException {
    tenure.lapse();
    UUID former = tenure.node();
    update(it, GIVE_UP, former);
    UUID node = tenure.begin();
    LOG.warn("The lease of the node {} had lapsed; went on as the new node {}", former, node);
    begin(it);
  }

  /** One by one, until there are none, or one of them is held too long: it is tried again later. */
  private static void takeWaiting(Connection it, UUID node, int wanted) throws SQLException {
    if (wanted == 0) {
      return;
    }
    update(it, "SET lock_timeout = '200ms'");
    try {
      int left = wanted;
      while (left > 0 && update(it, TAKE_ONE, node, node) > 0) {
        left--;
      }
    } catch (SQLException e) {
      if (!Errors.isHeldUp(e)) {
        throw e;
      }
      LOG.debug("A shard that nobody owns is still written to", e);
    }
    update(it, "SET lock_timeout = '2s'");
  }

  /** How many shards the node may own: as many as the others, or one more. */
  private static int share(Connection it, UUID node) throws SQLException {
    try (PreparedStatement query = it.prepareStatement(SHARES);
        ResultSet row = query.executeQuery()) {
      int nodes = 0;
      int rank = 0;
      while (row.next()) {
        if (Rows.uuid(row, 1).equals(node)) {
          rank = nodes;
        }
        nodes++;
      }
      if (nodes == 0) {
        return Shards.COUNT;
      }
      return Shards.COUNT / nodes + (rank < Shards.COUNT % nodes ? 1 : 0);
    }
  }

  private static Map<Integer, Hold> owned(Connection it, UUID node) throws SQLException {
    Map<Integer, Hold> owned = new HashMap<>();
    try (PreparedStatement query = it.prepareStatement(OWNED)) {
      query.setObject(1, node);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          owned.put(row.getInt(1), new Hold(row.getLong(2), row.getLong(3)));
        }
      }
    }
    return owned;
  }

  private static Holdings holdings(UUID node, Map<Integer, Hold> owned, int share) {
    Map<Integer, Long> epochs = new HashMap<>();
    owned.forEach((shard, hold) -> epochs.put(shard, hold.epoch()));
    Set<Integer> surplus = new HashSet<>();
    for (int shard : new TreeSet<>(owned.keySet()).descendingSet()) {
      if (owned.size() - surplus.size() > share) {
        surplus.add(shard);
      }
    }
    return new Holdings(node, epochs, surplus);
  }

  void release(Set<Integer> shards) {
    UUID node = tenure.node();
    connection.use(
        "Giving back shards of",
        it -> update(it, RELEASE, node, it.createArrayOf("int4", shards.toArray())));
    tenure.released(node, shards);
  }

  void leave() {
    leaving = true;
    if (begun) {
      connection.use(
          "Leaving",
          it -> update(it, "UPDATE node SET leaving = true WHERE id = ?", tenure.node()));
    }
  }

  /** Gives up all that the node owns, and its lease; others need not wait for its end. */
  void end() {
    UUID node = tenure.node();
    tenure.begin();
    if (!begun) {
      return;
    }
    connection.use(
        "Closing",
        it -> {
          update(it, GIVE_UP, node);
          return update(it, "DELETE FROM node WHERE id = ?", node);
        });
  }

  private static int update(Connection it, String sql, Object... arguments) throws SQLException {
    try (PreparedStatement statement = it.prepareStatement(sql)) {
      for (int i = 0; i < arguments.length; i++) {
        statement.setObject(i + 1, arguments[i]);
      }
      return statement.executeUpdate();
    }
  }
}
