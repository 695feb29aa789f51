/**
 * A real PostgreSQL server on this machine, and a way to it that breaks: for tests, samples and
 * measurements.
 */
@NullMarked
package dev.skald.localpostgres;

import org.jspecify.annotations.NullMarked;
