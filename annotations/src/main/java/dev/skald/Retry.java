package dev.skald;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How attempts of a step or an undo are repeated: exponential backoff, by default with full jitter
 * (a uniformly random part of the delay, as in Marc Brooker, "Exponential Backoff And Jitter", AWS
 * Architecture Blog, 2015). Waiting for the next attempt uses no thread and survives a crash.
 *
 * <p>On the class it sets the pace for all steps and undos that have no {@code @Retry} of their
 * own. {@link #maxAttempts} of the class limits the steps up to the pivot only; undos, and steps
 * after the pivot, stay unlimited unless their own {@code @Retry} says otherwise, because giving up
 * there always needs a person.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Retry {

  /** As many attempts as the place has by default, see {@link #maxAttempts}. */
  int DEFAULT = 0;

  /** No limit of attempts. */
  int UNLIMITED = -1;

  /**
   * How often the method is called at the most, the first attempt included.
   *
   * @return 1 or more, {@link #UNLIMITED}, or {@link #DEFAULT}: 5 for a step up to the pivot, no
   *     limit for an undo and for a step after the pivot
   */
  int maxAttempts() default DEFAULT;

  /**
   * The delay before the second attempt.
   *
   * @return a duration such as {@code "200ms"}
   */
  String delay() default "200ms";

  /**
   * The longest delay between two attempts.
   *
   * @return a duration such as {@code "30s"}, not shorter than {@link #delay}
   */
  String maxDelay() default "30s";

  /**
   * By what the delay grows from attempt to attempt.
   *
   * @return 1.0 or more
   */
  double multiplier() default 2.0;

  /**
   * Whether each delay is a random part of the computed one, so that runs that failed together do
   * not come back together.
   *
   * @return whether full jitter is on
   */
  boolean jitter() default true;
}
