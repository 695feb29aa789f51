package dev.skald.samples.order.shop;

/** The order service does not accept the cart; no order was made. */
public final class InvalidCart extends Exception {

  private static final long serialVersionUID = 1L;

  /**
   * Says why.
   *
   * @param reason what the service answered
   */
  public InvalidCart(String reason) {
    super(reason);
  }
}
