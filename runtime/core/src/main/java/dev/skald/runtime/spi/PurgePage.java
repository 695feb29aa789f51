package dev.skald.runtime.spi;

import org.jspecify.annotations.Nullable;

/**
 * How far a {@link JournalStore#purge} came.
 *
 * @param removed how many runs were removed
 * @param next where the next page begins, for the same method; {@code null} if all that can be old
 *     enough has been looked at
 */
public record PurgePage(int removed, @Nullable String next) {}
