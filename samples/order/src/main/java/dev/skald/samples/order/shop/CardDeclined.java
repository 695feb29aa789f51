package dev.skald.samples.order.shop;

/** The card was declined; no money was taken. */
public final class CardDeclined extends Exception {

  private static final long serialVersionUID = 1L;

  /**
   * Says why.
   *
   * @param reason what the service answered
   */
  public CardDeclined(String reason) {
    super(reason);
  }
}
