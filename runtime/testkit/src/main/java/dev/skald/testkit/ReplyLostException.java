package dev.skald.testkit;

/** Thrown by a service that did what it was asked, and whose reply did not arrive. */
public final class ReplyLostException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ReplyLostException() {
    super("The service did what it was asked, and its reply was lost (by the test)");
  }
}
