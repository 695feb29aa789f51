package dev.skald.processor.model;

import dev.skald.processor.diagnostic.Anchor;
import java.util.Optional;

/**
 * An {@code @Each} as it was read.
 *
 * @param where the annotation
 * @param concurrency how many items may be under way at a time
 * @param component the record component it names
 */
public record EachDraft(
    Anchor where, Located<Integer> concurrency, Optional<Located<String>> component) {}
