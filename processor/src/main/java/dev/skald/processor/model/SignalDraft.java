package dev.skald.processor.model;

import dev.skald.processor.diagnostic.Anchor;
import java.util.Optional;

/**
 * A {@code @Signal} as it was read.
 *
 * @param where the annotation
 * @param timeout how long the step waits
 */
public record SignalDraft(Anchor where, Optional<Located<String>> timeout) {}
