package dev.skald.runtime.sqlite;

import dev.skald.runtime.RunState;
import dev.skald.runtime.journal.RunHeader;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Takes over what former owners left, by page. Keeps one number for each saga: every run up to it
 * is claimed or at its end. Used under the lock of {@link SqliteStore}.
 */
final class Claims {

  /** Merges the live states, each read in order from the index on state. */
  static final String NEXT =
      Arrays.stream(RunState.values())
          .filter(state -> !state.isEnd())
          .map(Claims::inState)
          .collect(Collectors.joining(" UNION ALL ", "", " ORDER BY number LIMIT ?4"));

  private static final String CLAIM =
      "UPDATE run SET epoch = ? WHERE number = ? RETURNING " + Rows.RUN_COLUMNS;

  private final long epoch;

  /** The last run that was there when the journal was opened: all later ones are our own. */
  private final long end;

  private final Map<String, Long> claimed = new HashMap<>();

  Claims(long epoch, long end) {
    this.epoch = epoch;
    this.end = end;
  }

  private static String inState(RunState state) {
    return "SELECT number FROM run WHERE state = '"
        + state
        + "' AND state <> 'COMPLETED' AND saga = ?1 AND number > ?2 AND number <= ?3";
  }

  /** Claims the next page; the caller commits and then calls {@link #done}. */
  Page claim(Session session, String saga, int limit) throws SQLException {
    List<Long> numbers = next(session, saga, limit);
    List<RunHeader> runs = new ArrayList<>();
    try (PreparedStatement update = session.prepare(CLAIM)) {
      for (long number : numbers) {
        update.setLong(1, epoch);
        update.setLong(2, number);
        try (ResultSet row = update.executeQuery()) {
          row.next();
          runs.add(Rows.header(row));
        }
      }
    }
    boolean more = numbers.size() == limit;
    return new Page(saga, more ? numbers.get(limit - 1) : end, runs);
  }

  private List<Long> next(Session session, String saga, int limit) throws SQLException {
    List<Long> numbers = new ArrayList<>();
    long from = claimed.getOrDefault(saga, 0L);
    if (from >= end) {
      return numbers;
    }
    try (PreparedStatement query = session.prepare(NEXT)) {
      query.setString(1, saga);
      query.setLong(2, from);
      query.setLong(3, end);
      query.setInt(4, limit);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          numbers.add(row.getLong(1));
        }
      }
    }
    return numbers;
  }

  /** The page is durable: the next one begins behind it. */
  void done(Page page) {
    claimed.put(page.saga, page.upTo);
  }

  /** Runs that are claimed once the transaction is committed. */
  record Page(String saga, long upTo, List<RunHeader> runs) {}
}
