/**
 * The heart: one pure function that decides what a run does next. No clock, thread, I/O or
 * randomness; time and chance arrive with the inputs. The local engine, the tests and engines of
 * others drive the same machine.
 */
@NullMarked
package dev.skald.runtime.machine;

import org.jspecify.annotations.NullMarked;
