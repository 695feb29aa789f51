package dev.skald.samples.order.shop;

/**
 * A parcel on its way.
 *
 * @param id the tracking number
 * @param orderId the order
 */
public record Shipment(String id, String orderId) {}
