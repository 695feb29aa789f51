package dev.skald.samples.order.shop;

/**
 * What the carrier asks for a delivery.
 *
 * @param service the kind of delivery
 * @param price its price
 */
public record Quote(String service, Money price) {}
