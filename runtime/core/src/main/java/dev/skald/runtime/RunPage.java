package dev.skald.runtime;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One page of runs.
 *
 * @param runs the runs, newest first
 * @param nextCursor where the next page begins, {@code null} on the last page
 */
public record RunPage(List<Item> runs, @Nullable String nextCursor) {

  /** Copies the list. */
  public RunPage {
    runs = List.copyOf(runs);
  }

  /**
   * Where the next page begins.
   *
   * @return the cursor for {@link RunQuery#from}, or empty on the last page
   */
  public Optional<String> next() {
    return Optional.ofNullable(nextCursor);
  }

  /**
   * One run in a list.
   *
   * @param saga the saga's name
   * @param key the run's business key
   * @param version the version of the plan it started with
   * @param state its state
   * @param startedAt when it was started
   */
  public record Item(String saga, String key, int version, RunState state, Instant startedAt) {}
}
