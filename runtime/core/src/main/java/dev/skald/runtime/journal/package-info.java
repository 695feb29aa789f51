/**
 * The journal of a run as flat data: one header, and an append-only sequence of records. Stores
 * keep it without understanding it.
 */
@NullMarked
package dev.skald.runtime.journal;

import org.jspecify.annotations.NullMarked;
