/** A real PostgreSQL server on this machine, for tests, samples and measurements. */
@NullMarked
package dev.skald.localpostgres;

import org.jspecify.annotations.NullMarked;
