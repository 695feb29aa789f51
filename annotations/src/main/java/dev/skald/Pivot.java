package dev.skald;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the point of no return. Before it, every step with an effect has an undo or is {@link
 * Irreversible}. Once it has succeeded the run only goes forward: steps after it have no undo,
 * cannot reject, and are retried until they succeed; cancel and deadline are recorded and ignored.
 *
 * <p>At most one step on each path is the pivot, and never a {@linkplain Parallel parallel} one:
 * branches that exclude each other may have a pivot each. A single last step without undo is the
 * pivot by itself, on a branch as in a saga without any. A pivot that runs for {@linkplain Each
 * each} item of a list is passed when the first item is called, so it cannot reject.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Pivot {}
