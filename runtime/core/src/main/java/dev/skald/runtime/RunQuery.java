package dev.skald.runtime;

import org.jspecify.annotations.Nullable;

/**
 * Which runs to list.
 *
 * @param saga only of this saga; {@code null} for all
 * @param state only in this state; {@code null} for all
 * @param cursor where the last page ended, {@code null} for the first page
 * @param limit how many at the most, 1 to 200
 */
public record RunQuery(
    @Nullable String saga, @Nullable RunState state, @Nullable String cursor, int limit) {

  /** Checks the limit. */
  public RunQuery {
    if (limit < 1 || limit > 200) {
      throw new IllegalArgumentException("A page holds 1 to 200 runs, not " + limit);
    }
  }

  /**
   * All runs.
   *
   * @return the first page of all runs
   */
  public static RunQuery all() {
    return new RunQuery(null, null, null, 200);
  }

  /**
   * Runs in a state.
   *
   * @param state the state
   * @return the first page of runs in that state
   */
  public static RunQuery in(RunState state) {
    return new RunQuery(null, state, null, 200);
  }

  /**
   * The same query, going on where a page ended.
   *
   * @param next the page's {@link RunPage#next()}
   * @return the query of the next page
   */
  public RunQuery from(String next) {
    return new RunQuery(saga, state, next, limit);
  }
}
