/** A journal in memory: for tests, for trying things out, and to measure the engine alone. */
@NullMarked
package dev.skald.runtime.memory;

import org.jspecify.annotations.NullMarked;
