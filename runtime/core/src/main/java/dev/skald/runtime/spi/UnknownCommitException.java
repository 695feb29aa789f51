package dev.skald.runtime.spi;

import dev.skald.runtime.JournalException;

/** It is not known whether a batch is durable: the caller must read back before it goes on. */
public final class UnknownCommitException extends JournalException {

  private static final long serialVersionUID = 1L;

  /**
   * Says what happened.
   *
   * @param message what, why, and the way out
   * @param cause what led to it
   */
  public UnknownCommitException(String message, Throwable cause) {
    super(message, cause);
  }
}
