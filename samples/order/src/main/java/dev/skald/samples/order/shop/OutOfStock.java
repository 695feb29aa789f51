package dev.skald.samples.order.shop;

/** The stock service does not have enough; nothing was reserved. */
public final class OutOfStock extends Exception {

  private static final long serialVersionUID = 1L;

  /**
   * Says why.
   *
   * @param reason what the service answered
   */
  public OutOfStock(String reason) {
    super(reason);
  }
}
