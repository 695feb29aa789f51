package dev.skald.runtime.plan;

import dev.skald.Outcome;
import dev.skald.StepContext;

/**
 * The arguments of one call of a step, an undo or the result method. Generated code reads from it
 * what the user's method takes. Valid during the call; used by one thread.
 */
public interface Call {

  /**
   * The saga's input.
   *
   * @param <T> the input's type
   * @param ref the input
   * @return the value given to {@code start}
   */
  <T> T input(InputRef<T> ref);

  /**
   * The result of a step that has succeeded.
   *
   * @param <T> the result's type
   * @param step the step
   * @return its result
   * @throws IllegalStateException if the step has no result, which a valid plan rules out
   */
  <T> T result(StepRef<T> step);

  /**
   * What is known of a step that is being undone.
   *
   * @param <T> the result's type
   * @param step the step
   * @return its outcome
   */
  <T> Outcome<T> outcome(StepRef<T> step);

  /**
   * What the method may know about the call.
   *
   * @return the context
   * @throws IllegalStateException in the result method, which is pure and has none
   */
  StepContext context();
}
