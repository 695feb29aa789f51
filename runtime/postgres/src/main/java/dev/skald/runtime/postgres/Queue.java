package dev.skald.runtime.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Who is next in the queues of locks. Whoever ends leaves its places as they are: they do not count
 * from then on, and are removed when somebody asks about another run.
 */
final class Queue {

  private static final String NEXT = "SELECT next_in_line(?, ?)";

  /** As many as a batch can end: so what is to be removed does not pile up. */
  private static final int MOST_REMOVED = 256;

  private final ConcurrentLinkedQueue<UUID> done = new ConcurrentLinkedQueue<>();

  List<UUID> next(Connection connection, UUID ended) throws SQLException {
    List<UUID> removed = new ArrayList<>();
    for (UUID run = done.poll(); run != null; run = done.poll()) {
      removed.add(run);
      if (removed.size() == MOST_REMOVED) {
        break;
      }
    }
    List<UUID> next = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(NEXT)) {
      query.setObject(1, ended);
      query.setArray(2, connection.createArrayOf("uuid", removed.toArray()));
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          next.add(Rows.uuid(row, 1));
        }
      }
    }
    return next;
  }

  /** Has the places of a run that may have ended removed when somebody asks about another one. */
  void clearLater(UUID run) {
    done.add(run);
  }
}
