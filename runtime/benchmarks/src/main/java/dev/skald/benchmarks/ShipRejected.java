package dev.skald.benchmarks;

/** The carrier does not take the order: declared, so the saga turns back. */
final class ShipRejected extends Exception {

  private static final long serialVersionUID = 1L;

  ShipRejected(String message) {
    super(message);
  }
}
