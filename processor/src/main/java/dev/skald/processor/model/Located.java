package dev.skald.processor.model;

import dev.skald.processor.diagnostic.Anchor;

/**
 * A value from the source and where it stands.
 *
 * @param <T> the value's type
 * @param value the value
 * @param where its place
 */
public record Located<T>(T value, Anchor where) {}
