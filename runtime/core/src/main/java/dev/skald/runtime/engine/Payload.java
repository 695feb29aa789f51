package dev.skald.runtime.engine;

import org.jspecify.annotations.Nullable;

/**
 * A value together with its encoded form, so that it is encoded once and never decoded where it was
 * made. What the machine carries as an opaque value.
 *
 * @param value the value, {@code null} for none
 * @param bytes the value as journaled, {@code null} for none
 */
record Payload(@Nullable Object value, byte @Nullable [] bytes) {

  static final Payload NOTHING = new Payload(null, null);
}
