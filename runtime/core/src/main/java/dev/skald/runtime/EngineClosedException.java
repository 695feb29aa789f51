package dev.skald.runtime;

/** The engine is closed. */
public final class EngineClosedException extends SkaldException {

  private static final long serialVersionUID = 1L;

  /**
   * Says what happened.
   *
   * @param message what, why, and the way out
   */
  public EngineClosedException(String message) {
    super(message);
  }
}
