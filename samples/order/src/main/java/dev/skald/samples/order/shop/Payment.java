package dev.skald.samples.order.shop;

/**
 * Money taken from a card.
 *
 * @param id the payment service's number
 * @param orderId the order
 * @param amount how much
 */
public record Payment(String id, String orderId, Money amount) {}
