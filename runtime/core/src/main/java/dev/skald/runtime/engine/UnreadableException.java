package dev.skald.runtime.engine;

import dev.skald.runtime.Failure;

/** The journal of a run cannot be read, and why. */
final class UnreadableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnreadableException(String message) {
    super(message);
  }

  UnreadableException(String message, Throwable cause) {
    super(message, cause);
  }

  Failure failure() {
    return new Failure(Failure.Kind.UNREADABLE, null, null, String.valueOf(getMessage()));
  }
}
