package dev.skald.runtime.plan;

import dev.skald.Outcome;
import dev.skald.StepContext;
import java.util.List;
import java.util.Optional;

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
   * The results of a step that runs for each item of a list.
   *
   * @param <T> the type of one item's result
   * @param step the step, which has succeeded
   * @return the results in the order of the list, unmodifiable
   */
  <T> List<T> results(StepRef<T> step);

  /**
   * The result of a step on a branch that may not have been taken.
   *
   * @param <T> the result's type
   * @param step the step
   * @return its result, or empty if the step did not run
   */
  <T> Optional<T> optional(StepRef<T> step);

  /**
   * The result of a step if it is of a variant.
   *
   * @param <T> the variant
   * @param step the step
   * @param variant the variant's class
   * @return its result, or empty if the step did not run or gave another variant
   */
  <T> Optional<T> optional(StepRef<? super T> step, Class<T> variant);

  /**
   * The result of the one step that ran, of several on different branches.
   *
   * @param <T> the result's type
   * @param steps the steps
   * @return the result of the first that succeeded
   * @throws IllegalStateException if none has, which a valid plan rules out
   */
  <T> T oneOf(List<StepRef<T>> steps);

  /**
   * The same where possibly none of them ran.
   *
   * @param <T> the result's type
   * @param steps the steps
   * @return the result of the first that succeeded, or empty
   */
  <T> Optional<T> optionalOneOf(List<StepRef<T>> steps);

  /**
   * The item that the step is called for, or that is undone.
   *
   * @param <T> the item's type
   * @param items the list
   * @return the item
   */
  <T> T item(ItemsRef<T> items);

  /**
   * The event that the step waited for.
   *
   * @param <T> the event's type
   * @param signal the signal
   * @return the event
   * @throws IllegalStateException if it has not come, which a valid plan rules out
   */
  <T> T signal(SignalRef<T> signal);

  /**
   * The event that the step waited for, where it may run without.
   *
   * @param <T> the event's type
   * @param signal the signal
   * @return the event, or empty if it did not come in time
   */
  <T> Optional<T> optionalSignal(SignalRef<T> signal);

  /**
   * What the journal's transaction offers to a transactional step.
   *
   * @param <T> the type of what is offered
   * @param type such as {@code java.sql.Connection.class}
   * @return an object that takes part in the transaction; valid during the call
   */
  <T> T resource(Class<T> type);

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
