/**
 * What journals depend on, as text that is checked in, and what a change of it means for runs that
 * are under way. Knows neither the compiler nor files.
 */
@NullMarked
package dev.skald.processor.lock;

import org.jspecify.annotations.NullMarked;
