package dev.skald.processor.model;

import java.util.OptionalInt;

/**
 * A retry policy.
 *
 * @param maxAttempts how many attempts, empty for no limit
 * @param delay the first delay
 * @param maxDelay the longest delay
 * @param multiplier by what the delay grows
 * @param jitter whether delays are random
 */
public record RetryModel(
    OptionalInt maxAttempts, Span delay, Span maxDelay, double multiplier, boolean jitter) {}
