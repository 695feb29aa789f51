package dev.skald.processor.model;

import dev.skald.processor.diagnostic.Anchor;

/**
 * A {@code @Retry} as it was read. What is not written stands at the annotation itself.
 *
 * @param where the annotation
 * @param maxAttempts how many attempts; 0 for the default of the place, -1 for no limit
 * @param delay the first delay
 * @param maxDelay the longest delay
 * @param multiplier by what the delay grows
 * @param jitter whether delays are random
 */
public record RetryDraft(
    Anchor where,
    Located<Integer> maxAttempts,
    Located<String> delay,
    Located<String> maxDelay,
    Located<Double> multiplier,
    boolean jitter) {}
