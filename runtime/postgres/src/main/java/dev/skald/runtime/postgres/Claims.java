package dev.skald.runtime.postgres;

import dev.skald.runtime.journal.RunHeader;
import dev.skald.runtime.postgres.Tenure.Hold;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Takes up what former owners left, or what was created elsewhere. First it looks which runs, then
 * it takes them: where the answer to the second is lost, it takes the same ones again, for nobody
 * has been given them.
 */
final class Claims {

  /** The oldest of each shard, then the oldest of these. */
  static final String WANTED =
      "SELECT w.run FROM %s t(id, epoch) CROSS JOIN LATERAL (SELECT s.run FROM standing s"
          + " WHERE s.shard = t.id AND s.saga = ? AND s.epoch < t.epoch AND s.state NOT IN "
          + Rows.ENDS
          + " ORDER BY s.epoch, s.run LIMIT ?) w ORDER BY w.run LIMIT ?";

  static final String CREATED =
      "SELECT w.run FROM %s t(id, epoch) CROSS JOIN LATERAL (SELECT s.run FROM standing s"
          + " WHERE s.shard = t.id AND s.epoch = 0 AND s.saga = ANY (?) AND s.state NOT IN "
          + Rows.ENDS
          + " ORDER BY s.run LIMIT ?) w ORDER BY w.run LIMIT ?";

  /**
   * The owner's rows, whatever the turn: while this waits, a connection that writes may take a new
   * one, and what a claim that is late would take is doubtful until it has been taken.
   */
  private static final String OWNER =
      "fence AS MATERIALIZED (SELECT h.id, h.epoch FROM shard h JOIN %s t(id, epoch)"
          + " ON h.id = t.id AND h.epoch = t.epoch WHERE h.owner = ? ORDER BY h.id FOR SHARE OF h)";

  private static final String TAKE =
      "WITH "
          + OWNER
          + ", owned AS (UPDATE run r SET epoch = f.epoch FROM fence f"
          + " WHERE f.id = r.shard AND r.epoch <= f.epoch AND r.id = ANY (?)"
          + " RETURNING r.id, r.saga, r.key, r.version, r.fingerprint, r.epoch, r.started_at)"
          + ", taken AS (UPDATE standing s SET epoch = f.epoch FROM fence f"
          + " WHERE f.id = s.shard AND s.epoch <= f.epoch AND s.run = ANY (?)"
          + " RETURNING s.run, s.state, s.wake_at)"
          + " SELECT o.id, o.saga, o.key, o.version, o.fingerprint, o.epoch,"
          + " coalesce(t.state, 'COMPLETED'), o.started_at, t.wake_at"
          + " FROM owned o LEFT JOIN taken t ON t.run = o.id ORDER BY o.id";

  private final Tenure tenure;

  /** Runs that may have been taken, and were given to nobody; by their saga. */
  private final Map<UUID, String> doubtful = new LinkedHashMap<>();

  private UUID node;

  Claims(Tenure tenure) {
    this.tenure = tenure;
    this.node = tenure.node();
  }

  synchronized List<RunHeader> claim(Connection connection, String saga, int limit)
      throws SQLException {
    List<RunHeader> again = again(connection, List.of(saga), limit);
    return again.isEmpty() ? take(connection, wanted(connection, saga, limit), saga) : again;
  }

  synchronized List<RunHeader> claimCreated(
      Connection connection, Collection<String> sagas, int limit) throws SQLException {
    return take(connection, created(connection, sagas, limit), "");
  }

  synchronized Optional<RunHeader> claim(Connection connection, UUID run) throws SQLException {
    Optional<RunHeader> found = Queries.headers(connection, List.of(run)).stream().findFirst();
    if (found.isEmpty()) {
      return found;
    }
    RunHeader header = found.get();
    Hold hold = tenure.of(Shards.of(header.saga(), header.key()));
    if (hold == null) {
      return Optional.empty();
    }
    if (header.epoch() == hold.epoch() && !doubtful.containsKey(run)) {
      return found;
    }
    return take(connection, List.of(run), "").stream().findFirst();
  }

  /** What another failure has left to be given. */
  private List<RunHeader> again(Connection connection, List<String> sagas, int limit)
      throws SQLException {
    if (!node.equals(tenure.node())) {
      node = tenure.node();
      doubtful.clear(); // they are claimed as all others are
    }
    List<UUID> runs =
        doubtful.entrySet().stream()
            .filter(run -> run.getValue().isEmpty() || sagas.contains(run.getValue()))
            .limit(limit)
            .map(Map.Entry::getKey)
            .toList();
    return runs.isEmpty() ? List.of() : take(connection, runs, sagas.get(0));
  }

  private List<UUID> wanted(Connection connection, String saga, int limit) throws SQLException {
    Columns shards = shards();
    try (PreparedStatement query = connection.prepareStatement(WANTED.formatted(shards.table()))) {
      int index = shards.bindTable(query, 1);
      query.setString(index, saga);
      query.setInt(index + 1, limit);
      query.setInt(index + 2, limit);
      return ids(query);
    }
  }

  private List<UUID> created(Connection connection, Collection<String> sagas, int limit)
      throws SQLException {
    Columns shards = shards();
    String sql = CREATED.formatted(shards.table());
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      int index = shards.bindTable(query, 1);
      query.setArray(index, connection.createArrayOf("text", sagas.toArray()));
      query.setInt(index + 1, limit);
      query.setInt(index + 2, limit);
      return ids(query);
    }
  }

  private static List<UUID> ids(PreparedStatement query) throws SQLException {
    List<UUID> ids = new ArrayList<>();
    try (ResultSet row = query.executeQuery()) {
      while (row.next()) {
        ids.add(Rows.uuid(row, 1));
      }
    }
    return ids;
  }

  private Columns shards() {
    Columns shards = new Columns("int4", "int8");
    tenure.holds().forEach((shard, hold) -> shards.add(shard, hold.epoch()));
    return shards;
  }

  private List<RunHeader> take(Connection connection, List<UUID> runs, String saga)
      throws SQLException {
    if (runs.isEmpty()) {
      return List.of();
    }
    runs.forEach(run -> doubtful.put(run, saga));
    Columns fence = shards();
    String sql = TAKE.formatted(fence.table());
    List<RunHeader> taken;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      int index = fence.bindTable(statement, 1);
      statement.setObject(index, tenure.node());
      statement.setArray(index + 1, connection.createArrayOf("uuid", runs.toArray()));
      statement.setArray(index + 2, connection.createArrayOf("uuid", runs.toArray()));
      taken = Rows.headers(statement);
    } catch (SQLException e) {
      if (!Errors.mayBeDurable(e)) {
        runs.forEach(doubtful::remove);
      }
      throw e;
    }
    runs.forEach(doubtful::remove);
    return taken;
  }
}
