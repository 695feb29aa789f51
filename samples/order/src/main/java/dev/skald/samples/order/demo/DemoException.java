package dev.skald.samples.order.demo;

/** The demo did not go as it should; the message says where. */
public final class DemoException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  DemoException(String message) {
    super(message);
  }
}
