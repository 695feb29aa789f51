package dev.skald;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a plain class as a saga: a business process of several {@linkplain Step steps}, each in a
 * service of its own, that either goes through or is {@linkplain Compensate undone}.
 *
 * <p>The class needs no supertype. It must be a top-level or static nested class, neither abstract
 * nor generic nor private, and may have any constructor; its instance is shared by all runs and
 * threads, so it must not keep state between calls.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Saga {

  /**
   * The durable identity of the saga, written in every journal. Lower-case letters, digits and
   * single hyphens, starting with a letter, at most 100 characters.
   *
   * @return the name; by default the type's simple name in kebab case ({@code PlaceOrder} is {@code
   *     place-order})
   */
  String name() default "";

  /**
   * The version of the plan. Runs go on with the plan they started with, so a change that runs
   * under way could not follow needs a new version.
   *
   * @return the version, 1 or more
   */
  int version() default 1;

  /**
   * How long a run may take before it turns back. The deadline compensates, it never kills: steps
   * under way end first, and after the {@linkplain Pivot pivot} it is recorded and ignored.
   *
   * @return a duration such as {@code "90s"}, {@code "2h"} or {@code "7d"}; by default none
   */
  String deadline() default "";
}
