package dev.skald.runtime;

/** There is no run of that saga and key. */
public final class UnknownRunException extends SkaldException {

  private static final long serialVersionUID = 1L;

  /**
   * Says what happened.
   *
   * @param message what, why, and the way out
   */
  public UnknownRunException(String message) {
    super(message);
  }
}
