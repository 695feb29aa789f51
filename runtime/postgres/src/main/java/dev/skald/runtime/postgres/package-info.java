/**
 * The journal for several nodes: one PostgreSQL database.
 *
 * <pre>{@code
 * JournalProvider journal = PostgresJournal.at(dataSource);
 * }</pre>
 */
@NullMarked
package dev.skald.runtime.postgres;

import org.jspecify.annotations.NullMarked;
