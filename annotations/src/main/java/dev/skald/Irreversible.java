package dev.skald;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says that a step before the pivot has an effect which is knowingly never undone, such as a
 * notification. A run that turns back leaves it as it is.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Irreversible {

  /**
   * Why leaving the effect in place is acceptable; shown in the plan.
   *
   * @return the reason, not blank
   */
  String value();
}
