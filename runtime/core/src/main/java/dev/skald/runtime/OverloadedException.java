package dev.skald.runtime;

/** More work is queued for the journal than it may hold; nothing was written. Come back later. */
public final class OverloadedException extends SkaldException {

  private static final long serialVersionUID = 1L;

  /**
   * Says what happened.
   *
   * @param message what, why, and the way out
   */
  public OverloadedException(String message) {
    super(message);
  }
}
