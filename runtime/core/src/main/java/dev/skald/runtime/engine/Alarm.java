package dev.skald.runtime.engine;

import dev.skald.runtime.journal.RunHeader;
import dev.skald.runtime.spi.Environment;
import org.jspecify.annotations.Nullable;

/**
 * Wakes a run at a near point of time. Far ones are left to the journal, which is looked through
 * for them: a run that waits for long costs a row and no memory.
 */
final class Alarm {

  /** What is due within this time is kept in memory; several looks through the journal fit in. */
  static final long NEAR_MILLIS = 5_000;

  private final Environment environment;
  private final Runnable wake;
  private long setFor = RunHeader.NEVER;
  private Environment.@Nullable Timer timer;

  Alarm(Environment environment, Runnable wake) {
    this.environment = environment;
    this.wake = wake;
  }

  boolean isFar(long at) {
    return at == RunHeader.NEVER || at - environment.now() > NEAR_MILLIS;
  }

  /**
   * Sets it for another time.
   *
   * @param at when, {@link RunHeader#NEVER} for not at all
   * @param journaled whether the journal knows of it, so that a far one can be left to it. One that
   *     it does not know of was near when it was decided, and is far if the clock went back since
   */
  void set(long at, boolean journaled) {
    boolean here = !journaled || !isFar(at);
    if (at == setFor && (timer != null || !here)) {
      return;
    }
    clear();
    setFor = at;
    if (here) {
      timer = environment.schedule(at - environment.now(), wake);
    }
  }

  void clear() {
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
    setFor = RunHeader.NEVER;
  }

  /** The wake-up came, perhaps a moment early: it may have to be set again. */
  void rang() {
    clear();
  }
}
