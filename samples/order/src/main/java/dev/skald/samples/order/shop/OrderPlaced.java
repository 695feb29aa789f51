package dev.skald.samples.order.shop;

/**
 * What the customer is told at the end: the result of the saga.
 *
 * @param orderId the order
 * @param paid how much was taken from the card
 * @param tracking where to follow the parcel
 */
public record OrderPlaced(String orderId, Money paid, String tracking) {}
