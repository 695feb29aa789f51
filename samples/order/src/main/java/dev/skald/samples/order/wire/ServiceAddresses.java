package dev.skald.samples.order.wire;

import java.net.URI;

/**
 * Where the services are.
 *
 * @param orders the order service
 * @param stock the stock service
 * @param payments the payment service
 * @param carrier the carrier's service
 */
public record ServiceAddresses(URI orders, URI stock, URI payments, URI carrier) {}
