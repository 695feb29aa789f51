package dev.skald;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How long one attempt of a step or an undo may take. An attempt that takes longer has an unknown
 * outcome; its thread is interrupted, and a result that still arrives is recorded as late and never
 * changes the run. On the class it is the default for all steps and undos.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Timeout {

  /**
   * The longest time of one attempt.
   *
   * @return a duration such as {@code "3s"}
   */
  String value();
}
