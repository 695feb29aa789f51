package dev.skald.samples.order.wire;

/**
 * Asks for any undo.
 *
 * @param of the call to undo: its idempotency key, or the id it was answered with
 */
public record UndoRequest(String of) {}
