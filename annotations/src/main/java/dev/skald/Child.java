package dev.skald;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a step that starts a run of another saga and returns its handle: the step is done when that
 * run is, and its result is that run's result.
 *
 * <p>Starting is idempotent: use the step's {@linkplain StepContext#idempotencyKey() idempotency
 * key}, or a key that follows from the arguments, as the child's business key. A child that is
 * compensated counts as a rejection; a child that is stuck makes the parent wait. Undoing the step
 * undoes the child: it turns back, also when it has completed. The step therefore has no undo of
 * its own, and the child has no pivot unless the step is the parent's pivot, comes after it, or is
 * {@linkplain Irreversible irreversible}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Child {

  /**
   * The saga that is started.
   *
   * @return a class annotated with {@link Saga}
   */
  Class<?> value();
}
