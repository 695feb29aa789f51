package dev.skald.runtime;

/** An operator's verb does not fit the state of the run; nothing changed. */
public final class VerbRefusedException extends SkaldException {

  private static final long serialVersionUID = 1L;

  /**
   * Says what happened.
   *
   * @param message what, why, and the way out
   */
  public VerbRefusedException(String message) {
    super(message);
  }
}
