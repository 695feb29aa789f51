package dev.skald.testkit;

import dev.skald.runtime.support.Orchestrator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * What happens to a run from outside while it goes on: signals, an operator's decisions, time. Each
 * is done when its time has come and all that could be done before it is done; after a crash one
 * that was not finished is repeated, as a caller would who got no answer. Used by one thread.
 *
 * @param <O> the saga's orchestrator
 */
public final class Scenario<O extends Orchestrator<?, ?, ?>> {

  private final List<Action<O>> actions = new ArrayList<>();
  private Duration at = Duration.ZERO;

  Scenario() {}

  /** Something that is done to a run. */
  record Action<O>(Duration at, BiConsumer<O, String> act) {}

  /**
   * Adds something that is done next.
   *
   * @param action gets the orchestrator and the run's key; may be called again after a crash
   * @return this
   */
  public Scenario<O> then(BiConsumer<O, String> action) {
    actions.add(new Action<>(at, action));
    return this;
  }

  /**
   * Adds something that is done a while after what stands before it.
   *
   * @param time how long after, of virtual time
   * @param action gets the orchestrator and the run's key; may be called again after a crash
   * @return this
   */
  public Scenario<O> after(Duration time, BiConsumer<O, String> action) {
    at = at.plus(time);
    return then(action);
  }

  List<Action<O>> actions() {
    return List.copyOf(actions);
  }
}
