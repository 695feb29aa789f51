package dev.skald.runtime.engine;

import dev.skald.runtime.spi.Environment;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands over what the engine does for itself again and again: looks through the journal, renewals
 * of the lease. A moment without memory or threads must not be the end of that.
 */
final class Background {

  private static final Logger LOG = LoggerFactory.getLogger(Background.class);
  private static final long AGAIN_MILLIS = 1_000;

  private Background() {}

  /** Runs a task soon. Does not throw: where that cannot be done just now, it is tried again. */
  static void run(Environment environment, Runnable task) {
    try {
      environment.execute(task);
    } catch (RejectedExecutionException e) {
      LOG.debug("The engine is closed; the next owner goes on", e);
    } catch (RuntimeException | Error e) {
      LOG.error("The engine cannot do its own work just now; it is tried again in a second", e);
      environment.schedule(AGAIN_MILLIS, () -> run(environment, task));
    }
  }
}
