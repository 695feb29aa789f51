/** Wires engines and sagas with Guice. The only package that sees Guice. */
@NullMarked
package dev.skald.runtime.guice;

import org.jspecify.annotations.NullMarked;
