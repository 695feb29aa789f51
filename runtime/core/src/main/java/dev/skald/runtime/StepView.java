package dev.skald.runtime;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The state of one step of a run at one moment.
 *
 * @param <T> the step's result
 * @param name the step's name
 * @param state its state
 * @param attempts how often it, or its undo once undoing began, has been called at the least
 * @param result its result, {@code null} if it has none (yet)
 * @param lastFailure the last failure of the step or its undo, {@code null} for none
 */
public record StepView<T>(
    String name, StepState state, int attempts, @Nullable T result, @Nullable Failure lastFailure) {

  /**
   * The step's result.
   *
   * @return the value, or empty if it has none (yet)
   */
  public Optional<T> value() {
    return Optional.ofNullable(result);
  }

  /**
   * The last failure of the step or its undo.
   *
   * @return the failure, or empty
   */
  public Optional<Failure> failure() {
    return Optional.ofNullable(lastFailure);
  }
}
