/**
 * The embedded journal: one SQLite file.
 *
 * <pre>{@code
 * JournalProvider journal = SqliteJournal.at(Path.of("data", "sagas.db"));
 * }</pre>
 */
@NullMarked
package dev.skald.runtime.sqlite;

import org.jspecify.annotations.NullMarked;
