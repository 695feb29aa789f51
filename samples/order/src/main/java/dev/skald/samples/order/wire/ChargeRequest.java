package dev.skald.samples.order.wire;

import dev.skald.samples.order.shop.Money;

/**
 * Asks for {@code chargePayment}.
 *
 * @param orderId the order
 * @param card the card's token
 * @param amount how much
 */
public record ChargeRequest(String orderId, String card, Money amount) {}
