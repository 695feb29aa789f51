package dev.skald.runtime.plan;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The undo of a step.
 *
 * @param <S> the user's class
 * @param name the name of the user's method
 * @param needs what the undo must know of its step before it can run
 * @param async whether the method returns a stage
 * @param retry how its attempts are repeated
 * @param timeout how long one attempt may take, {@code null} for no limit
 * @param invoker calls the method
 */
public record UndoPlan<S>(
    String name,
    Needs needs,
    boolean async,
    RetryPolicy retry,
    @Nullable Duration timeout,
    Invoker<S> invoker) {

  /** What an undo must know of its step. */
  public enum Needs {
    /** The step's result: an unknown outcome is resolved first, by calling the step again. */
    RESULT,
    /** Its outcome, known or not. */
    OUTCOME,
    /** Nothing of the step itself. */
    NOTHING
  }

  /**
   * The undo of a step that starts a run of another saga: that run is turned back. It must be
   * known, so a start of unknown outcome is repeated first.
   *
   * @param <S> the user's class
   * @return an undo without a method of its own
   */
  public static <S> UndoPlan<S> ofChild() {
    return new UndoPlan<>(
        "child",
        Needs.RESULT,
        false,
        RetryPolicy.ENDLESS_DEFAULT,
        null,
        (saga, call) -> {
          throw new IllegalStateException("The undo of a child is its own");
        });
  }
}
