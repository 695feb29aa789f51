package dev.skald.samples.order.services;

/** A service says no to a call that it has understood. */
final class DeclinedException extends Exception {

  private static final long serialVersionUID = 1L;

  DeclinedException(String reason) {
    super(reason);
  }
}
