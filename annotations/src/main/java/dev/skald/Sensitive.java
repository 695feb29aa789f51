package dev.skald;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a record component that is journaled but never shown: in the texts that Skald writes for
 * people it is replaced by dots.
 *
 * <p>Your own code can still print it: a record's {@code toString} and the messages of exceptions
 * are yours.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Sensitive {}
