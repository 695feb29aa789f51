package dev.skald;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the parameter of a step that takes one item of a list: the step runs once for each item,
 * side by side.
 *
 * <p>The list is the result of a step, the input, the one component of that type in either where it
 * is a record, or what another step gives that itself runs for each. {@link From} says which step
 * where several could be meant. Every item has an idempotency key, attempts and an undo of its own.
 * A step that takes the result as {@code List<R>} runs when all items are done, and gets the
 * results in the order of the list. An empty list is success.
 *
 * <p>In the undo of such a step the parameter may be repeated, to take the item that is undone.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.PARAMETER)
public @interface Each {

  /**
   * How many items may be under way at a time; one that waits for its next attempt is under way.
   *
   * @return 1 to 1000
   */
  int concurrency() default 8;

  /**
   * The component that holds the list, where the input or result is a record with several lists of
   * the type.
   *
   * @return the name of a record component; by default the only one that fits
   */
  String component() default "";
}
