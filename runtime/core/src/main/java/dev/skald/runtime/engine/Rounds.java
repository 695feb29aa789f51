package dev.skald.runtime.engine;

import dev.skald.runtime.JournalException;
import dev.skald.runtime.spi.Environment;
import dev.skald.runtime.spi.JournalCluster;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
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

  private static final long TOLD_EVERY_TICKS = 60_000 / LOOK_EVERY_MILLIS;

  private final Environment environment;
  private final BooleanSupplier closing;
  private final List<Watched> looks;

  /** How often a look was asked for since the last one ended. */
  private final AtomicInteger wanted = new AtomicInteger();

  private volatile long tick;

  Rounds(Environment environment, BooleanSupplier closing, List<Look> looks) {
    this.environment = environment;
    this.closing = closing;
    this.looks = looks.stream().map(Watched::new).toList();
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
      Background.run(environment, this::lookUntilQuiet);
    }
  }

  private void lookUntilQuiet() {
    int seen;
    do {
      seen = wanted.get();
      for (Watched one : looks) {
        if (!closing.getAsBoolean()) {
          one.look(tick);
        }
      }
    } while (!wanted.compareAndSet(seen, 0));
  }

  /** One look, of which it is told when it begins to fail, and when that is over. */
  private static final class Watched {

    private final Look look;

    /** The failure it was told of last, {@code null} while it succeeds. */
    private @Nullable Class<?> failure;

    private long toldAt;

    Watched(Look look) {
      this.look = look;
    }

    void look(long tick) {
      try {
        look.look(tick);
        if (failure != null) {
          failure = null;
          LOG.info("What other nodes have left can be looked at again");
        }
      } catch (JournalException e) {
        if (isToBeTold(e, tick)) {
          LOG.warn("The journal cannot be looked through for what other nodes have left", e);
        }
      } catch (RuntimeException | Error e) {
        // A defect, or no memory: the other looks go on, and so does this one.
        if (isToBeTold(e, tick)) {
          LOG.error("A look at what other nodes have left failed; it is tried again and again", e);
        }
      }
    }

    /** Once a minute, not four times a second; but at once if it is something else. */
    private boolean isToBeTold(Throwable e, long tick) {
      boolean told = e.getClass().equals(failure) && tick - toldAt < TOLD_EVERY_TICKS;
      if (!told) {
        failure = e.getClass();
        toldAt = tick;
      }
      return !told;
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
