package dev.skald.runtime.machine;

import dev.skald.runtime.Failure;
import org.jspecify.annotations.Nullable;

/**
 * The attempts of a step or of its undo.
 *
 * @param attempts how many there have been
 * @param dueAt when the next may be made, in milliseconds since the epoch; 0 for now
 * @param failure why the last one failed, {@code null} if none did
 */
public record Tries(int attempts, long dueAt, @Nullable Failure failure) {

  static final Tries NONE = new Tries(0, 0, null);
  static final Tries ONE = new Tries(1, 0, null);

  Tries due(long at) {
    return new Tries(attempts, at, failure);
  }

  Tries counting(int count) {
    return new Tries(count, dueAt, failure);
  }
}
