package dev.skald;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks code that Skald's processor generated, so that coverage and analysis tools leave it out
 * even where the standard {@code Generated} annotation is not readable.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface SagaGenerated {

  /**
   * The saga the code was generated from.
   *
   * @return the saga's class
   */
  Class<?> value();
}
