package dev.skald.benchmarks;

/**
 * What every step returns: about 107 bytes as JSON.
 *
 * @param id the order's number
 * @param sku what is ordered
 * @param qty how many
 * @param cents the price
 * @param status the last effect
 * @param failShip whether the last step rejects it
 */
record Order(String id, String sku, int qty, long cents, String status, boolean failShip) {

  static Order of(NewOrder input) {
    return new Order(input.id(), input.sku(), input.qty(), input.cents(), "NEW", input.failShip());
  }

  Order with(String next) {
    return new Order(id, sku, qty, cents, next, failShip);
  }

  /** By hand, for rows that are to cost as little as possible. */
  String toJson() {
    return "{\"cents\":"
        + cents
        + ",\"failShip\":"
        + failShip
        + ",\"id\":\""
        + id
        + "\",\"qty\":"
        + qty
        + ",\"sku\":\""
        + sku
        + "\",\"status\":\""
        + status
        + "\"}";
  }
}
