/** The engine: everything with a thread, a clock or I/O, around the pure machine. */
@NullMarked
package dev.skald.runtime.engine;

import org.jspecify.annotations.NullMarked;
