package dev.skald.receiver;

import java.io.Serial;
import java.sql.SQLException;

/**
 * A row could not be inserted, most likely because somebody else has inserted it just now. How
 * databases say so differs too much to ask: whoever catches this looks for the row instead.
 */
final class TakenException extends SQLException {

  @Serial private static final long serialVersionUID = 1L;

  private final SQLException failure;

  TakenException(SQLException failure) {
    super(failure);
    this.failure = failure;
  }

  /** What to throw if there is no such row after all. */
  SQLException failure() {
    return failure;
  }
}
