package dev.skald.samples.order.shop;

import java.util.List;

/**
 * What a customer wants: the input of the saga.
 *
 * @param customer who
 * @param card the token that the payment provider gave for the customer's card
 * @param city where to
 * @param items what, and how many
 */
public record Cart(String customer, String card, String city, List<Item> items) {

  /** Copies the list. */
  public Cart {
    items = List.copyOf(items);
  }
}
