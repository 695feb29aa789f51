package dev.skald.runtime.engine;

import dev.skald.runtime.JournalException;
import dev.skald.runtime.spi.Environment;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks from time to time at what other nodes have left for this one. Nobody is told of it in any
 * other way: a message could be lost, and a look cannot. Where something was found, or is expected,
 * the next look comes soon.
 */
final class Rounds {

  private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);

  /** From one tick to the next. */
  static final long LOOK_EVERY_MILLIS = 250;

  /** From one look to the next where more is to come. */
  static final long SOON_MILLIS = 25;

  private static final long TOLD_EVERY_TICKS = 60_000 / LOOK_EVERY_MILLIS;

  private final Environment environment;
  private final BooleanSupplier closing;
  private final List<Watched> looks;

  /** Whether one is under way; the next one waits for it. */
  private final AtomicBoolean looking = new AtomicBoolean();

  /** Whether another look is on its way before its regular time. */
  private final AtomicBoolean soon = new AtomicBoolean();

  private volatile long tick;

  Rounds(Environment environment, BooleanSupplier closing, List<Look> looks) {
    this.environment = environment;
    this.closing = closing;
    this.looks = looks.stream().map(Watched::new).toList();
  }

  /** Looks now, and again and again. */
  void start() {
    tick++;
    lookOnce();
    environment.schedule(LOOK_EVERY_MILLIS, this::start);
  }

  private void lookOnce() {
    if (!closing.getAsBoolean() && looking.compareAndSet(false, true)) {
      Background.run(environment, this::look);
    }
  }

  private void lookSoon() {
    soon.set(false);
    lookOnce();
  }

  private void look() {
    boolean more = false;
    try {
      for (Watched one : looks) {
        if (!closing.getAsBoolean()) {
          more |= one.look(tick);
        }
      }
    } finally {
      looking.set(false);
    }
    // One at a time: each regular look under load would begin a row of its own else.
    if (more && soon.compareAndSet(false, true)) {
      environment.schedule(SOON_MILLIS, this::lookSoon);
    }
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

    boolean look(long tick) {
      try {
        boolean more = look.look(tick);
        if (failure != null) {
          failure = null;
          LOG.info("What other nodes have left can be looked at again");
        }
        return more;
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
      return false;
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
     * @param tick how often the regular time for a look has come; never goes back
     * @return whether it is worth to look again soon
     */
    boolean look(long tick);
  }
}
