package dev.skald.runtime.engine;

import dev.skald.runtime.spi.Environment;
import dev.skald.runtime.spi.JournalStore;
import dev.skald.runtime.spi.PurgePage;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes runs from the journal that ended long ago. It goes through the journal from the oldest
 * run on, page by page, leaves others four times as long as a page took before it takes the next,
 * and then rests: however many runs live long, looking at them costs a small part of one thread.
 */
final class Retention {

  /**
   * The shortest time a run is kept. Other nodes look for the end of a run within seconds, and
   * answers to letters are looked for as long as thirty.
   */
  static final Duration SHORTEST = Duration.ofMinutes(1);

  private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
  private static final int PAGE = 500;
  private static final long REST_MILLIS = 60_000;

  /**
   * How much longer than a page the pause after it is: whoever commits is to notice little of it.
   */
  private static final int PAUSES = 4;

  /** How much longer than a way through the journal the rest after it is. */
  private static final int RESTS = 20;

  private final Environment environment;
  private final JournalStore store;
  private final long keptMillis;
  private final BooleanSupplier closing;

  private @Nullable String cursor;
  private long took;
  private long removed;

  Retention(Environment environment, JournalStore store, Duration kept, BooleanSupplier closing) {
    this.environment = environment;
    this.store = store;
    this.keptMillis = Times.millis(kept);
    this.closing = closing;
  }

  /** Begins with a rest: an engine that was just opened has other things to do. */
  void start() {
    after(REST_MILLIS);
  }

  private void after(long millis) {
    environment.schedule(millis, this::inBackground);
  }

  private void inBackground() {
    if (closing.getAsBoolean()) {
      return;
    }
    try {
      environment.execute(this::purgePage);
    } catch (RejectedExecutionException e) {
      LOG.debug("The engine is closed; the next one purges", e);
    }
  }

  private void purgePage() {
    long begin = environment.now();
    PurgePage page;
    try {
      page = store.purge(begin - keptMillis, cursor, PAGE);
    } catch (RuntimeException e) {
      // A defect of the store, too: else nothing is ever removed again, and nobody is told.
      LOG.warn("Runs that ended long ago cannot be removed just now; it is tried again", e);
      after(REST_MILLIS);
      return;
    }
    long pageTook = Math.max(1, environment.now() - begin);
    took += pageTook;
    removed += page.removed();
    cursor = page.next();
    if (cursor != null) {
      after(PAUSES * pageTook);
      return;
    }
    if (removed > 0) {
      LOG.info("Removed {} runs from the journal that ended long ago", removed);
    }
    after(Math.max(REST_MILLIS, RESTS * took));
    took = 0;
    removed = 0;
  }
}
