package dev.skald;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says which step a parameter's value comes from, where several steps return its type, or a sealed
 * type of which it is a variant.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.PARAMETER)
public @interface From {

  /**
   * The step whose result the parameter takes.
   *
   * @return the name of a step of the same saga
   */
  String value();
}
