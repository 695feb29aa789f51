package dev.skald;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the parameter of a step whose value (or a component of it) must not be worked on by two
 * runs at a time: before the step the run takes a lock with that key, and holds it to its end.
 * First come, first served; waiting is durable and uses no thread.
 *
 * <p>The lock's name is shared by all sagas of the journal; the key is the parameter itself if it
 * is a string, a whole number, a UUID or an enum, else its record component of that name; of a
 * {@code List}, the keys of all its items, which are taken together. Two sagas that take two locks
 * in different orders would wait for each other for ever: within one module that is a compile
 * error.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.PARAMETER)
public @interface Exclusive {

  /**
   * The lock's name, and the record component that holds its key.
   *
   * @return the name, such as {@code "sku"}
   */
  String value();
}
