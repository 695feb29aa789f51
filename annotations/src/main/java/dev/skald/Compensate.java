package dev.skald;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the method that undoes a step.
 *
 * <p>It may take, in any order: the step's result as {@code T} or as {@link Outcome
 * Outcome&lt;T&gt;}, results of steps that are always done before its step, as {@link
 * java.util.Optional} those of steps that may have been done before it on some branch, the saga's
 * input, and a {@link StepContext} (whose idempotency key is the undo's own).
 *
 * <ul>
 *   <li>With plain {@code T} the undo runs only once success is known: an unknown outcome is first
 *       resolved by calling the step again with its same key.
 *   <li>With {@code Outcome<T>}, or with neither, it also runs when the outcome stays unknown.
 * </ul>
 *
 * <p><b>An undo may meet a step that never happened, and must then do nothing.</b> It may be called
 * more than once. Undos run in reverse order of the steps, side by side where the steps were
 * independent, and are retried without limit unless {@link Retry} gives them one. Returning (or the
 * returned {@link java.util.concurrent.CompletionStage} completing) confirms the undo; every
 * exception is a failed attempt, whatever its type.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Compensate {

  /**
   * The step that is undone.
   *
   * @return the name of a step of the same saga
   */
  String value();
}
