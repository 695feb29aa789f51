package dev.skald.processor.model;

import dev.skald.processor.diagnostic.Anchor;
import java.util.List;
import java.util.Optional;

/**
 * A {@code @Step} as it was read.
 *
 * @param where the annotation
 * @param after the steps it names
 * @param readOnly {@code readOnly = true}, where written
 * @param rejects the exceptions it names
 * @param ends the variants of its result that it names
 * @param delay its delay, where written
 * @param atMostOnce {@code atMostOnce = true}, where written
 * @param transactional {@code transactional = true}, where written
 * @param pipelined {@code pipelined = true}, where written
 */
public record StepDraft(
    Anchor where,
    List<Located<String>> after,
    Optional<Anchor> readOnly,
    List<Located<JavaType>> rejects,
    List<Located<JavaType>> ends,
    Optional<Located<String>> delay,
    Optional<Anchor> atMostOnce,
    Optional<Anchor> transactional,
    Optional<Anchor> pipelined) {

  /** Copies the lists. */
  public StepDraft {
    after = List.copyOf(after);
    rejects = List.copyOf(rejects);
    ends = List.copyOf(ends);
  }
}
