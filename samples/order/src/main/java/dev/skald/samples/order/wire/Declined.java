package dev.skald.samples.order.wire;

/**
 * The body of an answer with status 422: the service looked at the call and said no, with no
 * effect.
 *
 * @param reason why
 */
public record Declined(String reason) {}
