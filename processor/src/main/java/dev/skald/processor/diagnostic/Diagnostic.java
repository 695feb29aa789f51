package dev.skald.processor.diagnostic;

/**
 * A message and what it points at.
 *
 * @param where the place
 * @param message the message
 */
public record Diagnostic(Anchor where, Message message) {}
