package dev.skald.samples.order.shop;

import java.util.List;

/**
 * Goods that the stock service keeps for an order.
 *
 * @param id its number
 * @param orderId the order
 * @param items what is kept
 * @param total what it costs
 */
public record Reservation(String id, String orderId, List<Item> items, Money total) {

  /** Copies the list. */
  public Reservation {
    items = List.copyOf(items);
  }
}
