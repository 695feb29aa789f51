package dev.skald.samples.order.wire;

/**
 * Asks for {@code ship}.
 *
 * @param orderId the order
 * @param city where to
 * @param service the kind of delivery that was offered
 * @param paymentId the payment, for the invoice in the parcel
 */
public record ShipRequest(String orderId, String city, String service, String paymentId) {}
