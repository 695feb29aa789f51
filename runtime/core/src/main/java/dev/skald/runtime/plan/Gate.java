package dev.skald.runtime.plan;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a step waits for when all steps before it are done. */
public sealed interface Gate {

  /** The step waits for nothing more. */
  Gate NONE = new None();

  /** Stands for "no limit" in {@link #waitMillis()}. */
  long NO_LIMIT = -1;

  /**
   * How long the step waits here at the most.
   *
   * @return milliseconds, or {@link #NO_LIMIT}
   */
  default long waitMillis() {
    return NO_LIMIT;
  }

  /** Nothing. */
  record None() implements Gate {}

  /**
   * A time.
   *
   * @param time how long
   */
  record Delay(Duration time) implements Gate {
    @Override
    public long waitMillis() {
      return time.toMillis();
    }
  }

  /**
   * An external event.
   *
   * @param ref the event
   * @param timeout how long, {@code null} for no limit
   * @param optional whether the step runs without the event once the timeout has passed; else
   *     passing is a definite failure of the step
   */
  record ForSignal(SignalRef<?> ref, @Nullable Duration timeout, boolean optional) implements Gate {
    @Override
    public long waitMillis() {
      return timeout == null ? NO_LIMIT : timeout.toMillis();
    }
  }
}
