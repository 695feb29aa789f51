package dev.skald.samples.order.shop;

import java.util.List;

/**
 * An order in the order service.
 *
 * @param id its number
 * @param customer who ordered
 * @param card the token of the card to charge
 * @param city where to ship
 * @param items what was ordered
 */
public record Order(String id, String customer, String card, String city, List<Item> items) {

  /** Copies the list. */
  public Order {
    items = List.copyOf(items);
  }
}
