package dev.skald.benchmarks;

/**
 * The saga's input: about 90 bytes as JSON.
 *
 * @param id the order's number, which is also the saga's business key
 * @param sku what is ordered
 * @param qty how many
 * @param cents the price
 * @param failShip whether the last step rejects it
 */
record NewOrder(String id, String sku, int qty, long cents, boolean failShip) {

  private static final String ZEROS = "0000000000000000";

  static NewOrder of(long number, boolean failShip) {
    String digits = Long.toString(number);
    String id = "o-" + ZEROS.substring(digits.length()) + digits;
    return new NewOrder(id, "SKU-4711-BLUE-XL", 3, 12_999, failShip);
  }

  /** The same with another number. */
  NewOrder named(String other) {
    return new NewOrder(other, sku, qty, cents, failShip);
  }
}
