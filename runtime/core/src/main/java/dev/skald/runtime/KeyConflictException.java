package dev.skald.runtime;

/** A business key is taken by a run with another input; the message names both hashes. */
public final class KeyConflictException extends SkaldException {

  private static final long serialVersionUID = 1L;

  /**
   * Says what happened.
   *
   * @param message what, why, and the way out
   */
  public KeyConflictException(String message) {
    super(message);
  }
}
