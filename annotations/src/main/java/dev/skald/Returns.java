package dev.skald;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the method that makes the saga's result from the input and the results of steps. It must be
 * pure: it is called whenever somebody asks for the result, and never journaled. Without it the
 * result is that of the single last step if that always runs, and else nothing.
 *
 * <p>It takes as {@code T} what every run has, and as {@link java.util.Optional} the results of
 * steps on branches.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Returns {}
