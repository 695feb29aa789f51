package dev.skald;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the parameter of a step that takes an external event: the step waits for it, without a
 * thread, once all else it waits for is there. The generated orchestrator has a method for it.
 *
 * <p>An event that comes early is kept. One that comes twice, by its id, is dropped; one that comes
 * when it is not awaited any more is recorded and changes nothing. The type of the parameter is
 * taken by no other step. As {@code Optional<T>} it is empty once the {@link #timeout} has passed;
 * else passing is a definite failure of the step, which was never called.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.PARAMETER)
public @interface Signal {

  /**
   * How long the step waits for the event.
   *
   * @return a duration such as {@code "2d"}; by default there is no limit
   */
  String timeout() default "";
}
