package dev.skald.runtime.sqlite;

import dev.skald.runtime.RunState;
import dev.skald.runtime.journal.RunHeader;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Takes over what former owners left, by page. Keeps one number for each saga: every run up to it
 * is claimed or at its end. Used by whoever has the turn of the {@link Writer}.
 */
final class Claims {

  /** Merges the live states, each read in order from the index on state. */
  static final String NEXT =
      Arrays.stream(RunState.values())
          .filter(state -> !state.isEnd())
          .map(Claims::inState)
          .collect(Collectors.joining(" UNION ALL ", "", " ORDER BY number LIMIT ?4"));

  private static final String CLAIM =
      "UPDATE skald_run SET epoch = ? WHERE number = ? RETURNING " + Rows.RUN_COLUMNS;

  private static final String FIND =
      "SELECT " + Rows.RUN_COLUMNS + ", number FROM skald_run WHERE id = ?";

  private final long epoch;

  /** The last run that was there when the journal was opened: all later ones are our own. */
  private final long end;

  private final Map<String, Long> claimed = new HashMap<>();

  /** Runs that were claimed by themselves, and that no page has come by yet. */
  private final Set<Long> outOfTurn = new HashSet<>();

  Claims(long epoch, long end) {
    this.epoch = epoch;
    this.end = end;
  }

  private static String inState(RunState state) {
    return "SELECT number FROM skald_run WHERE state = '"
        + state
        + "' AND state <> 'COMPLETED' AND saga = ?1 AND number > ?2 AND number <= ?3";
  }

  /** Claims the next page; the caller commits and then calls {@link #done(Page)}. */
  Page claim(Session session, String saga, int limit) throws SQLException {
    List<Long> found;
    List<Long> wanted;
    long from = claimed.getOrDefault(saga, 0L);
    do {
      found = next(session, saga, from, limit);
      wanted = new ArrayList<>(found);
      wanted.removeAll(outOfTurn);
      from = found.size() == limit ? found.get(limit - 1) : end;
    } while (wanted.isEmpty() && from < end);
    List<RunHeader> runs = new ArrayList<>();
    try (PreparedStatement update = session.prepare(CLAIM)) {
      for (long number : wanted) {
        runs.add(claim(update, number));
      }
    }
    return new Page(saga, from, runs);
  }

  private RunHeader claim(PreparedStatement update, long number) throws SQLException {
    update.setLong(1, epoch);
    update.setLong(2, number);
    try (ResultSet row = update.executeQuery()) {
      row.next();
      return Rows.header(row);
    }
  }

  private List<Long> next(Session session, String saga, long from, int limit) throws SQLException {
    List<Long> numbers = new ArrayList<>();
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

  /** Claims one run; the caller commits and then calls {@link #done(One)}. */
  One claim(Session session, UUID id) throws SQLException {
    RunHeader found;
    long number;
    try (PreparedStatement query = session.prepare(FIND)) {
      query.setBytes(1, Rows.bytes(id));
      try (ResultSet row = query.executeQuery()) {
        if (!row.next()) {
          return new One(0, null);
        }
        found = Rows.header(row);
        number = row.getLong("number");
      }
    }
    if (found.epoch() == epoch) {
      return new One(0, found);
    }
    try (PreparedStatement update = session.prepare(CLAIM)) {
      return new One(number, claim(update, number));
    }
  }

  /** The claim is durable: no page gives the run again. */
  void done(One claim) {
    if (claim.number > 0) {
      outOfTurn.add(claim.number);
    }
  }

  /** Runs that are claimed once the transaction is committed. */
  record Page(String saga, long upTo, List<RunHeader> runs) {}

  /**
   * A run that is claimed once the transaction is committed.
   *
   * @param number its number, 0 if nothing had to be changed
   * @param run its header, {@code null} if there is no such run
   */
  record One(long number, @Nullable RunHeader run) {}
}
