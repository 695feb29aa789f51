package dev.skald.runtime.engine;

import dev.skald.runtime.JournalException;
import dev.skald.runtime.spi.Environment;
import dev.skald.runtime.spi.JournalCluster;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks from time to time at what other nodes have left for this one, and before its time when
 * there is a hint. A hint that is lost costs a moment and nothing else.
 */
final class Rounds {

  private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);

  /** From one tick to the next. */
  static final long LOOK_EVERY_MILLIS = 250;

  private final Environment environment;
  private final BooleanSupplier closing;
  private final List<Look> looks;

  /** How often a look was asked for since the last one ended. */
  private final AtomicInteger wanted = new AtomicInteger();

  private volatile long tick;
  private volatile boolean failing;

  Rounds(Environment environment, BooleanSupplier closing, List<Look> looks) {
    this.environment = environment;
    this.closing = closing;
    this.looks = List.copyOf(looks);
  }

  void start(JournalCluster cluster) {
    cluster.onHint(this::look);
    lookAndAgain();
  }

  private void lookAndAgain() {
    tick++;
    look();
    environment.schedule(LOOK_EVERY_MILLIS, this::lookAndAgain);
  }

  /** One thread looks at a time; who comes meanwhile makes it look once more. */
  private void look() {
    if (!closing.getAsBoolean() && wanted.getAndIncrement() == 0) {
      try {
        environment.execute(this::lookUntilQuiet);
      } catch (RejectedExecutionException e) {
        LOG.debug("The engine is closed; the next owner looks", e);
      }
    }
  }

  private void lookUntilQuiet() {
    int seen;
    do {
      seen = wanted.get();
      boolean failed = false;
      for (Look one : looks) {
        failed |= !isLooked(one);
      }
      failing = failed;
    } while (!wanted.compareAndSet(seen, 0));
  }

  private boolean isLooked(Look one) {
    try {
      if (!closing.getAsBoolean()) {
        one.look(tick);
      }
      return true;
    } catch (JournalException e) {
      if (!failing) {
        LOG.warn("The journal cannot be looked through for what other nodes have left", e);
      }
      return false;
    } catch (RuntimeException | Error e) {
      LOG.error("A look at what other nodes have left failed", e);
      return false;
    }
  }

  /** One thing that is looked at. */
  @FunctionalInterface
  interface Look {

    /**
     * Looks.
     *
     * @param tick how often the time for a look has come, hints not counted; never goes back
     */
    void look(long tick);
  }
}
