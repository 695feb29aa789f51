package dev.skald.runtime.engine;

/** Internal: a command reached a copy of a run that is not used any more; it is brought again. */
final class CopyGoneException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  CopyGoneException() {
    this("This copy of the run is not used any more");
  }

  CopyGoneException(String message) {
    super(message, null, false, false);
  }
}
