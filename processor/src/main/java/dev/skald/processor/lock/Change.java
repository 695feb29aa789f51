package dev.skald.processor.lock;

import dev.skald.processor.diagnostic.Reason;
import java.util.Optional;

/**
 * One change since a saga was accepted.
 *
 * @param step the step it is a change of, as it is called now; empty for the saga as a whole
 * @param reason what has changed, and what that means for runs under way
 */
public record Change(Optional<String> step, Reason reason) {}
